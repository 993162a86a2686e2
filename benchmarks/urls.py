from benchmarks import lean, line_save
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*product, *lean.urlpatterns, *line_save.urlpatterns]
