"""The demo city, loaded once for all tests that only look at it."""

import pytest


@pytest.fixture(scope="module")
def demo_city(django_db_setup, django_db_blocker):
    """The whole city in a transaction that is rolled back when the file's tests are done.

    Tests that use it are marked ``django_db``, so that the test database is made and each has a savepoint of its own.
    """
    from django.db import connection, transaction
    from django.utils import timezone

    from yinuo_demo.loading import load

    with django_db_blocker.unblock(), transaction.atomic():
        assert connection.settings_dict["NAME"].startswith("test_")
        yield load(at=timezone.now())
        transaction.set_rollback(True)
