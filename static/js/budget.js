/* The sums of the budget's grid, as one types. Without this file the page shows them when it is fetched or sent. */
(function () {
    "use strict";

    const form = document.querySelector("form[data-budget]");
    const table = form && form.querySelector("table.gitter");
    if (!table) return;

    const AMOUNT = /^(?:kr\.?\s*)?(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}))?(?:,-)?\s*(?:kr\.?)?$/i;

    // Whole øre (or hundredths of an hour); null when it cannot be read in one way.
    function hundredths(text) {
        const found = AMOUNT.exec(text.trim().replace(/\s*(?:timer|t)\.?$/i, "").replace(/\u00a0/g, " "));
        if (!found) return null;
        return Number(found[1].replace(/\./g, "")) * 100 + Number(((found[2] || "") + "00").slice(0, 2));
    }

    function worth(input) {
        const text = input.value.trim();
        if (text === "") return 0;
        const number = hundredths(text);
        if (number === null) return null;
        if (!("sats" in input.dataset) || /kr/i.test(text)) return number;
        return Math.floor((number * Number(input.dataset.sats) + 50) / 100);
    }

    function written(oere) {
        const whole = Math.floor(Math.abs(oere) / 100);
        const rest = Math.abs(oere) % 100;
        const text = String(whole).replace(/\B(?=(\d{3})+$)/g, ".");
        return (oere < 0 ? "\u2212" : "") + text + (rest ? "," + String(rest).padStart(2, "0") : "");
    }

    function percent(part, whole) {
        const text = (Math.round((Math.abs(part) / whole) * 10000) / 100).toFixed(2).replace(/0+$/, "").replace(/\.$/, "");
        return (part < 0 ? "\u2212" : "") + text.replace(".", ",") + "\u00a0%";
    }

    const rows = Array.from(table.querySelectorAll("tr[data-raekke]")).map(function (row) {
        return { inputs: Array.from(row.querySelectorAll("input[name^='c-']")), sum: row.querySelector("[data-raekkesum]") };
    });
    const columnSums = Array.from(table.querySelectorAll("[data-kolonnesum]"));
    const whole = table.querySelector("[data-heltsum]");
    const lines = Array.from(form.querySelectorAll("tr[data-sum]"));

    function add(sums, key, amount) {
        sums[key] = (sums[key] || 0) + amount;
    }

    function count() {
        const columns = columnSums.map(() => 0);
        const sums = {};
        let all = 0;
        rows.forEach(function (row) {
            let total = 0;
            row.inputs.forEach(function (input, column) {
                const amount = worth(input);
                input.classList.toggle("is-uvis", amount === null);
                if (!amount) return;
                columns[column] += amount;
                add(sums, "kilde " + input.dataset.kilde, amount);
                if (!("taeller" in input.dataset)) return;
                total += amount;
                add(sums, "ramme " + input.dataset.side, amount);
                add(sums, "ramme alt", amount);
            });
            all += total;
            row.sum.textContent = written(total + Number(row.sum.dataset.udenfor));
        });
        columnSums.forEach((output, column) => (output.textContent = written(columns[column])));
        whole.textContent = written(all + Number(whole.dataset.udenfor));
        lines.forEach(function (line) {
            const key = line.dataset.sum + " " + line.dataset.noegle;
            const total = (sums[key] || 0) + Number(line.dataset.udenfor);
            line.querySelector("[data-del=total]").textContent = written(total);
            if (line.dataset.imod === "") return;
            const against = Number(line.dataset.imod);
            line.querySelector("[data-del=rest]").textContent = written(against - total);
            line.querySelector("[data-del=procent]").textContent = against ? percent(against - total, against) : "";
            line.querySelector("[data-del=over]").hidden = total <= against;
        });
    }

    form.addEventListener("input", count);
    count();
})();
