/* Writing a report: each row is saved a moment after one stops typing. Without this "Gem" saves the section. */
(function () {
    "use strict";

    const PAUSE = 1500;

    function clock() {
        const now = new Date();
        return "kl. " + String(now.getHours()).padStart(2, "0") + "." + String(now.getMinutes()).padStart(2, "0");
    }

    function say(row, text, kind) {
        const status = row.querySelector("[data-status]");
        status.textContent = text;
        status.dataset.art = kind || "";
    }

    function sentences(errors) {
        return Object.values(errors).flat().join(" ");
    }

    async function save(form, row) {
        const body = new FormData();
        body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        body.set("kun", row.dataset.raekke);
        row.querySelectorAll("[name]").forEach((field) => field.type !== "submit" && body.set(field.name, field.value));
        const options = { method: "POST", body: body, credentials: "same-origin", redirect: "manual" };
        let answer;
        try {
            answer = await fetch(form.action, options);
        } catch (gone) {
            return say(row, "Forbindelsen er væk. Teksten er her stadig; tryk Gem, når den er tilbage.", "fejl");
        }
        if (answer.type === "opaqueredirect" || answer.status === 403) {
            return say(row, "Du er logget ud. Log ind i en ny fane, og tryk Gem her.", "fejl");
        }
        if (answer.status !== 200 && answer.status !== 422) return say(row, "Det kunne ikke gemmes nu. Tryk Gem.", "fejl");
        const said = await answer.json();
        if (!said.gemt) return say(row, "Ikke gemt: " + sentences(said.fejl), "fejl");
        Object.entries(said.vist).forEach(([name, value]) => (form.elements[name].value = value));
        say(row, "Gemt " + clock() + ".");
    }

    document.querySelectorAll("form[data-skriv]").forEach(function (form) {
        const timers = new Map();
        const saving = new Map();

        // One request at a time for a row: the second says what the first one left to be seen.
        function later(row, pause) {
            clearTimeout(timers.get(row));
            const before = saving.get(row) || Promise.resolve();
            timers.set(row, setTimeout(() => saving.set(row, before.then(() => save(form, row))), pause));
        }

        form.addEventListener("input", function (event) {
            const row = event.target.closest("[data-raekke]");
            if (row) later(row, PAUSE);
        });
        form.addEventListener("submit", () => timers.forEach((timer) => clearTimeout(timer)));
    });
})();
