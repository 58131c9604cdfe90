/* Small improvements on pages that already work without JavaScript. */
(function () {
    "use strict";

    // The user menu closes on Escape, on a click outside, and when focus leaves it.
    function openMenus() {
        return document.querySelectorAll("details[data-luk-udenfor][open]");
    }

    document.addEventListener("click", function (event) {
        openMenus().forEach(function (menu) {
            if (!menu.contains(event.target)) menu.open = false;
        });
    });

    document.addEventListener("keydown", function (event) {
        if (event.key !== "Escape") return;
        openMenus().forEach(function (menu) {
            menu.open = false;
            menu.querySelector("summary").focus();
        });
    });

    document.addEventListener("focusin", function (event) {
        openMenus().forEach(function (menu) {
            if (!menu.contains(event.target)) menu.open = false;
        });
    });

    // On a narrow screen the plan's menu scrolls sideways: bring the current page into view.
    const current = document.querySelector(".planmenu [aria-current]");
    if (current) {
        const list = current.closest("ul");
        list.scrollLeft = current.offsetLeft - list.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
    }

    // A region that can scroll is a tab stop only while there is something to scroll to.
    function tabStops() {
        document.querySelectorAll(".tabelramme, .diagram__rulle").forEach(function (region) {
            if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
            else region.removeAttribute("tabindex");
        });
    }

    tabStops();
    window.addEventListener("resize", tabStops);
    document.addEventListener("htmx:afterSettle", tabStops);

    // After a refused form, the summary of errors is where the reader starts.
    const errors = document.getElementById("fejloversigt");
    if (errors) errors.focus();

    // When htmx puts in a fragment with errors, focus goes to its first field in error.
    document.addEventListener("htmx:afterSwap", function (event) {
        const invalid = event.target.querySelector && event.target.querySelector("[aria-invalid=true]");
        if (invalid) invalid.focus();
    });

    // A failed htmx request says so, instead of doing nothing.
    function failed(text) {
        const region = document.getElementById("beskeder");
        if (!region) return;
        const box = document.createElement("div");
        box.className = "besked besked--error";
        const inner = document.createElement("div");
        const paragraph = document.createElement("p");
        paragraph.textContent = text;
        inner.append(paragraph);
        box.append(inner);
        region.replaceChildren(box);
    }

    document.addEventListener("htmx:sendError", function () {
        failed("Der er ingen forbindelse lige nu. Det, du skrev, står her stadig. Prøv igen om lidt.");
    });

    document.addEventListener("htmx:responseError", function (event) {
        const status = event.detail.xhr.status;
        if (status === 403) failed("Din rolle giver ikke ret til det her. Spørg planens leder, hvis det er forkert.");
        else if (status === 404) failed("Det findes ikke længere. Genindlæs siden for at se, hvad der er nu.");
        else failed("Noget gik galt hos os. Det, du skrev, står her stadig. Prøv igen om lidt.");
    });
})();
