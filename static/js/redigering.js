/* Forms that look after what is typed: drafts on the server while one writes, and on this computer when the
   connection or the login is gone. The forms work without this; then "Gem som kladde" is a button. */
(function () {
    "use strict";

    const PAUSE = 1500;
    const WAITING = "/venter";
    const NEVER_KEPT = ["csrfmiddlewaretoken", "author", "seen_version", "nyt_id", "tilbage", "gem_kladde", "gem_og_ny"];

    function clock() {
        const now = new Date();
        return "kl. " + String(now.getHours()).padStart(2, "0") + "." + String(now.getMinutes()).padStart(2, "0");
    }

    function typed(form) {
        const data = {};
        new FormData(form).forEach(function (value, name) {
            if (typeof value !== "string" || NEVER_KEPT.includes(name)) return;
            (data[name] = data[name] || []).push(value);
        });
        return data;
    }

    function same(one, other) {
        return JSON.stringify(one) === JSON.stringify(other);
    }

    // `known` is the server's own mark of the newest draft that the page knew of when this was written: whether a copy
    // is newer than a draft is never decided by this computer's clock, which may be hours wrong.
    function store(key, form, known) {
        const seen = form.elements.seen_version;
        return keep(key, { known: known, seen: seen ? seen.value : "", clock: clock(), data: typed(form) });
    }

    function keep(key, kept) {
        try {
            localStorage.setItem(key, JSON.stringify(kept));
            return true;
        } catch (refused) {
            return false; // no room, or the browser keeps nothing
        }
    }

    function stored(key) {
        try {
            return JSON.parse(localStorage.getItem(key));
        } catch (broken) {
            return null;
        }
    }

    function forget(key) {
        try {
            localStorage.removeItem(key);
        } catch (refused) {
            /* nothing was kept */
        }
    }

    function fill(form, data) {
        Array.from(form.elements).forEach(function (field) {
            if (!field.name || NEVER_KEPT.includes(field.name) || field.type === "file") return;
            if (field.type === "submit" || field.type === "hidden") return;
            const values = data[field.name] || [];
            if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
            else if (field.multiple) Array.from(field.options).forEach((o) => (o.selected = values.includes(o.value)));
            else field.value = values.length ? values[0] : "";
            field.dispatchEvent(new CustomEvent("rigtekst:set", { bubbles: true }));
        });
    }

    function say(status, text, kind) {
        status.textContent = text;
        status.dataset.art = kind || "";
    }

    // A link or a button beside the status line.
    function offer(status, label, act) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-sm btn-outline-primary";
        button.textContent = label;
        button.addEventListener("click", act);
        status.append(" ", button);
    }

    function loginLink(status) {
        const link = document.createElement("a");
        link.href = "/konto/log-ind/?next=/konto/logget-ind/";
        link.target = "_blank";
        link.rel = "opener";
        link.textContent = "Log ind i en ny fane";
        status.append(" ", link, ", og skriv videre her.");
    }

    // After a new login the old token is worthless: the page is asked for a fresh one.
    async function freshToken(form) {
        const answer = await fetch(form.action, { credentials: "same-origin", redirect: "manual" });
        if (!answer.ok) return false;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const token = page.querySelector("input[name=csrfmiddlewaretoken]");
        if (!token) return false;
        document.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((each) => (each.value = token.value));
        return true;
    }

    function look_after(form) {
        const status = form.querySelector("[data-kladdestatus]");
        const key = form.dataset.noegle;
        let last = typed(form);
        let known = form.dataset.hentet || "";
        let timer = null;
        let sending = false;
        let done = false;

        function send(keepalive) {
            const body = new FormData(form);
            Array.from(body.keys()).forEach((name) => body.get(name) instanceof File && body.delete(name));
            return fetch(form.dataset.kladde, {
                method: "POST",
                body: body,
                credentials: "same-origin",
                redirect: "manual",
                keepalive: Boolean(keepalive),
                headers: { "X-Requested-With": "XMLHttpRequest" },
            });
        }

        function keepHere(reason) {
            const kept = store(key, form, known);
            const where = kept ? " Det, du skriver, gemmes på denne computer (" + clock() + ")." : " Kopiér teksten et andet sted hen.";
            say(status, reason + where, "advarsel");
        }

        async function save(again) {
            if (sending || done || !form.isConnected) return; // saved in place: another piece of the page stands here
            const now = typed(form);
            if (!again && same(now, last)) return;
            sending = true;
            try {
                const answer = await send();
                if (answer.ok) {
                    const said = await answer.json();
                    last = now;
                    known = said.udgave;
                    forget(key);
                    say(status, "Kladde gemt " + said.gemt + ". Tryk Gem, når den skal gælde.", "gemt");
                } else if (answer.status === 422) {
                    say(status, (await answer.json()).fejl, "advarsel");
                } else if (answer.status === 403 && !again && (await freshToken(form))) {
                    sending = false;
                    return save(true);
                } else if (answer.type === "opaqueredirect" || answer.status === 403) {
                    keepHere("Du er blevet logget ud.");
                    loginLink(status);
                } else {
                    keepHere("Kladden kunne ikke gemmes hos os lige nu.");
                }
            } catch (offline) {
                keepHere("Ingen forbindelse lige nu.");
            } finally {
                sending = false;
                if (!same(typed(form), now)) plan();
            }
        }

        function plan() {
            clearTimeout(timer);
            timer = setTimeout(save, PAUSE);
        }

        form.addEventListener("input", plan);
        form.addEventListener("change", plan);
        window.addEventListener("online", () => save(true));
        window.addEventListener("focus", () => status.dataset.art === "advarsel" && save(true));
        form.addEventListener("submit", function () {
            // Until the answer has come, what was typed also lies here: a refused or lost answer loses nothing.
            store(key, form, known);
            done = true;
            setTimeout(() => (done = false), 4000);
        });
        window.addEventListener("pagehide", function () {
            if (done || !form.isConnected || same(typed(form), last)) return;
            store(key, form, known);
            if (navigator.onLine) send(true).catch(() => {});
        });

        offerEarlier(form, status, key, last, known, plan);
    }

    // What lay here from an earlier page waits under a key of its own until it is fetched, thrown away or the form is
    // saved: what is typed or sent meanwhile cannot take its place.
    function offerEarlier(form, status, key, shown, known, plan) {
        const waiting = key + WAITING;
        const hasErrors = Boolean(document.querySelector("#fejloversigt, #konflikter"));
        const left = hasErrors ? null : stored(key);
        if (left && !same(left.data, shown)) keep(waiting, left);
        forget(key);
        const kept = stored(waiting);
        if (!kept || same(kept.data, shown)) {
            forget(waiting);
            return;
        }
        const offered = document.createElement("p");
        offered.className = status.className;
        offered.setAttribute("role", "status");
        offered.dataset.kladdetilbud = "";
        status.before(offered);
        const here = "På denne computer ligger det, du skrev " + kept.clock + ", og som ikke er gemt.";
        say(offered, here + (kept.known === known ? "" : " Det kan være ældre end det, der står her."), "advarsel");
        offer(offered, "Hent det frem", function () {
            fill(form, kept.data);
            if (kept.seen && form.elements.seen_version) form.elements.seen_version.value = kept.seen; // a colleague may have saved since
            forget(waiting);
            offered.remove();
            say(status, "Hentet frem. Tryk Gem, når den skal gælde.", "gemt");
            plan();
        });
        offer(offered, "Kassér det", function () {
            forget(waiting);
            offered.remove();
            status.tabIndex = -1;
            status.focus();
        });
    }

    // A form that was saved is followed by another page: what lay here for it is then forgotten.
    function tidy() {
        document.querySelectorAll("[data-gemt-noegle]").forEach(function (mark) {
            forget(mark.dataset.gemtNoegle);
            forget(mark.dataset.gemtNoegle + WAITING);
        });
    }

    // The editor of long text is fetched when there is one to put it on; its parts build on each other.
    const editor = document.currentScript.dataset;
    let editorAsked = false;

    async function fetchEditor(root) {
        if (editorAsked || !root.querySelector("textarea[data-rigtekst]")) return;
        editorAsked = true;
        const style = document.createElement("link");
        style.rel = "stylesheet";
        style.href = editor.rigtekstCss;
        document.head.append(style);
        for (const address of editor.rigtekst.split(" ")) {
            await new Promise(function (resolve, reject) {
                const script = document.createElement("script");
                script.src = address;
                script.onload = resolve;
                script.onerror = reject;
                document.head.append(script);
            });
        }
    }

    function start(root) {
        fetchEditor(root).catch(() => {}); // without it they are ordinary text areas
        tidy();
        root.querySelectorAll("form[data-kladde]").forEach(function (form) {
            if (form.dataset.passes) return;
            form.dataset.passes = "1";
            look_after(form);
        });
        root.querySelectorAll("[data-uden-js]").forEach((button) => (button.hidden = true));
        const conflicts = root.querySelector("#konflikter");
        if (conflicts) conflicts.focus();
    }

    start(document);
    document.addEventListener("htmx:load", (event) => start(event.target));
})();
