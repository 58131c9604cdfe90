/* One number and Enter, again and again: after a line is saved, the next line's number has the cursor. */
(function () {
    "use strict";

    // htmx replaces the whole line, so "saved" is said in a place that was there before.
    function announce(text) {
        const region = document.getElementById("registreret");
        if (region) region.textContent = text;
    }

    function firstField(line) {
        return line.querySelector("input:not([type=hidden]), .reglinje__svar button");
    }

    function nextLine(line) {
        const lines = Array.from(document.querySelectorAll("[data-reglinje]"));
        return lines.slice(lines.indexOf(line) + 1).find(firstField);
    }

    document.addEventListener("htmx:load", function (event) {
        const line = event.detail.elt;
        if (!line.matches || !line.matches("[data-reglinje]")) return;
        const saved = line.querySelector("[data-gemt]");
        if (!saved) {
            if (!line.querySelector("[aria-invalid=true]")) {
                const field = firstField(line);
                if (field) field.focus();
            }
            return;
        }
        announce(saved.textContent.replace(/\s+/g, " ").trim());
        const own = line.querySelector("input[name=antal]");
        const next = own ? line : nextLine(line);
        const target = next ? firstField(next) : saved.querySelector("button");
        if (target) target.focus({ preventScroll: !next });
    });
})();
