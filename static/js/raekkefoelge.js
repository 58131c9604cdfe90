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

    // The form that moves it: its own, not that of a row within it. A group of table rows has its first row's.
    function rowForm(row) {
        const own = row.matches("tbody") ? row.rows[0] : row;
        return Array.from(row.querySelectorAll("form.flyt")).find((form) => form.closest("li, tr") === own);
    }

    function kind(row) {
        const form = rowForm(row);
        return form ? new URL(form.action).pathname.split("/")[2] : "";
    }

    // What can be dragged in a list: all that is in it, or what the list says (`data-traek`).
    function rowsOf(list) {
        const which = list.dataset.traek;
        return Array.from(list.children).filter((row) => !which || row.matches(which));
    }

    // Lists whose every row can be moved, and moved among rows of its own kind. In others the arrows do it.
    function lists(root) {
        const found = new Set(root.querySelectorAll("[data-kan-traekkes], [data-traek]"));
        root.querySelectorAll("form.flyt").forEach(function (form) {
            const row = form.closest("li, tr");
            if (row) found.add(row.parentElement);
        });
        return Array.from(found).filter(function (list) {
            const rows = rowsOf(list);
            return rows.length > 1 && rows.every((row) => kind(row) && kind(row) === kind(rows[0]));
        });
    }

    // Texts that say which number a row is ("Delmål 1 af 3") belong to the place, not to the row.
    function numbers(list) {
        return rowsOf(list).map((row) => row.querySelector(":scope > * > [data-plads]")).filter(Boolean);
    }

    async function moved(event, texts) {
        if (event.oldDraggableIndex === event.newDraggableIndex) return;
        const form = rowForm(event.item);
        const body = new FormData(form);
        body.set("plads", String(event.newDraggableIndex));
        numbers(event.to).forEach((number, place) => (number.textContent = texts[place]));
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
            let texts = [];
            await library();
            window.Sortable.create(list, {
                animation: 120,
                draggable: ">" + (list.dataset.traek || "*"),
                filter: "a, button, input, select, textarea, label",
                preventOnFilter: false,
                delayOnTouchOnly: true,
                delay: 250,
                ghostClass: "traekkes",
                onStart: () => (texts = numbers(list).map((number) => number.textContent)),
                onEnd: (event) => moved(event, texts),
            });
        });
    }

    start(document);
    document.addEventListener("htmx:load", (event) => start(event.target));
})();
