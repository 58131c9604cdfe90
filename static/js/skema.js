/* The grid by keyboard, and a block from a spreadsheet pasted into it. Without this file it is a plain form. */
(function () {
    "use strict";

    const form = document.querySelector("form[data-skema]");
    if (!form) return;
    const status = form.querySelector("[data-skemastatus]");
    // The rows that can be written in, each with its cells by column; a fixed cell is a hole (null).
    const rows = Array.from(form.querySelectorAll("tbody tr"))
        .filter(function (row) { return !row.classList.contains("skema__gruppe"); })
        .map(function (row) {
            return Array.from(row.querySelectorAll("td")).map(function (cell) {
                return cell.querySelector("input[name^='c-'], input[data-kontrol]");
            });
        });
    const place = new Map();
    rows.forEach(function (cells, row) {
        cells.forEach(function (input, column) {
            if (input) place.set(input, [row, column]);
        });
    });

    function marked(input) {
        input.classList.toggle("aendret", input.value.trim() !== input.defaultValue.trim());
    }

    // The next cell in a direction that can be written in; rows of fixed cells are jumped over.
    function step(input, down, right) {
        let [row, column] = place.get(input);
        for (;;) {
            row += down;
            column += right;
            if (!rows[row] || column < 0 || column >= rows[row].length) return null;
            if (rows[row][column] && rows[row][column].offsetParent) return rows[row][column];
        }
    }

    function go(input) {
        if (!input) return;
        input.focus();
        input.select();
    }

    form.addEventListener("keydown", function (event) {
        const input = event.target;
        if (!place.has(input) || event.altKey || event.ctrlKey || event.metaKey) return;
        const atStart = input.selectionStart === 0 && input.selectionEnd === input.value.length;
        const atEnd = input.selectionEnd === input.value.length;
        const moves = {
            ArrowUp: [-1, 0, true],
            ArrowDown: [1, 0, true],
            Enter: [event.shiftKey ? -1 : 1, 0, true],
            ArrowLeft: [0, -1, atStart || input.selectionEnd === 0],
            ArrowRight: [0, 1, atEnd],
        };
        const move = moves[event.key];
        if (!move || !move[2]) return;
        event.preventDefault();
        go(step(input, move[0], move[1]));
    });

    form.addEventListener("input", function (event) {
        if (place.has(event.target)) marked(event.target);
    });

    form.addEventListener("paste", function (event) {
        const input = event.target;
        if (!place.has(input)) return;
        const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
        if (!/[\t\n]/.test(text)) return;
        event.preventDefault();
        const [top, left] = place.get(input);
        let filled = 0;
        let outside = 0;
        text.split("\n").forEach(function (line, down) {
            line.split("\t").forEach(function (value, right) {
                if (value.trim() === "") return;
                const cell = rows[top + down] && rows[top + down][left + right];
                if (!cell) {
                    outside += 1;
                    return;
                }
                cell.value = value.trim();
                cell.dispatchEvent(new Event("input", { bubbles: true }));
                filled += 1;
            });
        });
        const rest = outside ? " " + outside + " faldt uden for eller på felter, der ikke kan skrives i." : "";
        if (status) status.textContent = filled + (filled === 1 ? " tal er sat ind." : " tal er sat ind.") + rest + " Husk at gemme.";
    });

    // Numbers that were typed and not saved are not lost by a slip; a form with a draft looks after itself.
    let saving = false;
    form.addEventListener("submit", function () { saving = true; });
    window.addEventListener("beforeunload", function (event) {
        if (!saving && !("kladde" in form.dataset) && form.querySelector(".aendret")) event.preventDefault();
    });
})();
