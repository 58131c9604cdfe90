/* Lists that a person arranges: rows can be dragged. The arrow buttons do the same by keyboard and without this. */
(function () {
    "use strict";

    const source = document.currentScript.dataset.sortable;
    let loading = null;

    function library() {
        loading =
            loading ||
            new Promise(function (resolve, reject) {
                const script = document.createElement("script");
                script.src = source;
                script.onload = resolve;
                script.onerror = reject;
                document.head.append(script);
            });
        return loading;
    }

    function rowForm(row) {
        return Array.from(row.querySelectorAll("form.flyt")).find((form) => form.closest("li, tr") === row);
    }

    function kind(row) {
        const form = rowForm(row);
        return form ? new URL(form.action).pathname.split("/")[2] : "";
    }

    // Lists whose every row can be moved, and moved among rows of its own kind. In others the arrows do it.
    function lists(root) {
        const found = new Set(root.querySelectorAll("[data-kan-traekkes]"));
        root.querySelectorAll("form.flyt").forEach(function (form) {
            const row = form.closest("li, tr");
            if (row) found.add(row.parentElement);
        });
        return Array.from(found).filter(function (list) {
            const rows = Array.from(list.children);
            return rows.length > 1 && rows.every((row) => kind(row) && kind(row) === kind(rows[0]));
        });
    }

    async function moved(event) {
        if (event.oldIndex === event.newIndex) return;
        const form = rowForm(event.item);
        const body = new FormData(form);
        body.set("plads", String(event.newIndex));
        try {
            const answer = await fetch(form.action, { method: "POST", body: body, credentials: "same-origin" });
            if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
        } catch (failed) {
            location.reload(); // the list as it is, rather than as it was dragged
        }
    }

    function start(root) {
        lists(root).forEach(async function (list) {
            if (list.dataset.klar) return;
            list.dataset.klar = "1";
            list.dataset.kanTraekkes = "";
            await library();
            window.Sortable.create(list, {
                animation: 120,
                filter: "a, button, input, select, textarea, label",
                preventOnFilter: false,
                delayOnTouchOnly: true,
                delay: 250,
                ghostClass: "traekkes",
                onEnd: moved,
            });
        });
    }

    start(document);
    document.addEventListener("htmx:load", (event) => start(event.target));
})();
