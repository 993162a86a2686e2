from django.test import Client


def test_health_says_ok_and_nothing_else(client: Client, db: None) -> None:
    answer = client.get("/sundhed/")

    assert (answer.status_code, answer.content) == (200, b"ok")
