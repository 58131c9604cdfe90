from playwright.sync_api import expect

from tests.plans.factories import UserFactory


def test_the_admin_works_under_the_policy(page_as, live_server, complaints):
    page = page_as(UserFactory(is_staff=True, is_superuser=True))
    page.goto(f"{live_server.url}/admin/auth/group/")
    page.get_by_role("link", name="Tilføj gruppe").click()
    page.get_by_label("Navn").fill("Revisorer")
    available = page.locator("select#id_permissions_from")
    expect(available).to_be_visible()  # made by the admin's own script
    page.get_by_role("button", name="Gem", exact=True).click()
    expect(page.get_by_role("link", name="Revisorer").first).to_be_visible()
    assert complaints == []


def test_an_inline_script_does_not_run(page, live_server, complaints):
    page.goto(f"{live_server.url}/sundhed/")
    ran = page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            return window.ran === true;
        }"""
    )
    assert ran is False
    assert "Content Security Policy" in complaints[0]
