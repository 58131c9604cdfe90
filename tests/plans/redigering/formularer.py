"""How the tests edit: the form as a browser was given it, sent back with changes."""

from typing import Any

from django.urls import reverse

from plans.redigering.formular import form_data


def ret(row: Any) -> str:
    """The address of a row's form."""
    return reverse("plans:row_update", kwargs={"art": row._meta.model_name, "uuid": row.uuid})


def opret(model: Any, above: Any) -> str:
    """The address of the form of a new row under another."""
    kwargs = {"art": model._meta.model_name, "under": above._meta.model_name, "uuid": above.uuid}
    return reverse("plans:row_create", kwargs=kwargs)


def shown(client: Any, address: str) -> dict[str, Any]:
    """What a browser would send back if nobody touched the form."""
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return form_data(response.context["form"])


def send(client: Any, address: str, data: dict[str, Any], **changes: Any) -> Any:
    """The form sent back with changes; None takes a field out."""
    sent = {name: value for name, value in {**data, **changes}.items() if value is not None}
    return client.post(address, sent)


def errors(response: Any) -> dict[str, list[str]]:
    """The sentences on the form that came back, by field."""
    assert response.status_code == 200, response.status_code
    return {name: list(found) for name, found in response.context["form"].errors.items()}
