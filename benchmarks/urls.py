from benchmarks import lean, lean_goal, line_save
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as product

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*product, *lean_goal.urlpatterns, *lean.urlpatterns, *line_save.urlpatterns]
