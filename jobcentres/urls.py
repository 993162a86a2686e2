from django.urls import URLPattern, URLResolver, path

from jobcentres.views import access_tokens, accounts, people
from jobcentres.views.access_log import access_log
from jobcentres.views.accessibility import accessibility

urlpatterns: list[URLPattern | URLResolver] = [
    path("log-ind/", accounts.log_in, name="login"),
    path("log-ud/", accounts.log_out, name="logout"),
    path("bliv/", accounts.stay, name="stay"),
    path("sprog/", accounts.language, name="language"),
    path("adgangskode/", accounts.PasswordChange.as_view(), name="password_change"),
    path("adgangskode/glemt/", accounts.password_reset, name="password_reset"),
    path("adgangskode/sendt/", accounts.password_reset_sent, name="password_reset_sent"),
    path("adgangskode/vaelg/<uidb64>/<token>/", accounts.PasswordChoose.as_view(), name="password_choose"),
    path("brugere/", people.users, name="users"),
    path("brugere/ny/", people.user_new, name="user_new"),
    path("brugere/<int:pk>/", people.user, name="user"),
    path("brugere/<int:pk>/deaktiver/", people.user_deactivate, name="user_deactivate"),
    path("brugere/<int:pk>/aktiver/", people.user_activate, name="user_activate"),
    path("brugere/<int:pk>/link/", people.user_link, name="user_link"),
    path("brugere/<int:pk>/roller/ny/", people.assignment_new, name="assignment_new"),
    path("brugere/<int:pk>/roller/<int:assignment_pk>/afslut/", people.assignment_end, name="assignment_end"),
    path("adgangsnoegler/", access_tokens.access_tokens, name="access_tokens"),
    path(
        "adgangsnoegler/<int:pk>/tilbagekald/", access_tokens.access_token_revoke, name="access_token_revoke"
    ),
    path("log/", access_log, name="access_log"),
    path("was", accessibility, name="accessibility"),
]
