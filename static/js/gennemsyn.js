/* Value and passage lit together, and the review by keyboard. Without this file there are links and buttons. */
(function () {
    "use strict";

    const list = document.querySelector("[data-vaerdier]");
    const scroller = document.querySelector("[data-rulle]");
    const panel = document.querySelector("[data-dokument]");
    if (!list) return;
    // On a narrow screen the document stands below the values, and would be in the way until it is asked for; so would the list of parts.
    const parts = document.querySelector("[data-dele]");
    const narrow = window.matchMedia("(max-width: 47.99rem)");
    if (narrow.matches) {
        [panel, parts].filter(Boolean).forEach(function (each) { each.open = false; });
    }

    // What is folded away cannot be stepped to.
    function values() {
        return Array.from(list.querySelectorAll("[data-vaerdi]")).filter(function (each) { return each.getClientRects().length; });
    }

    function blocks(value) {
        return (value.dataset.blokke || "").split(" ").filter(Boolean);
    }

    function clear() {
        document.querySelectorAll(".vaerdi--lyser").forEach(function (each) { each.classList.remove("vaerdi--lyser"); });
        document.querySelectorAll(".dok--lyser").forEach(function (each) { each.classList.remove("dok--lyser"); });
    }

    // Inside its own frame where that scrolls; else the page stays where it is.
    function bringInto(element) {
        if (!scroller || scroller.scrollHeight <= scroller.clientHeight) return;
        const box = element.getBoundingClientRect();
        const frame = scroller.getBoundingClientRect();
        if (box.top < frame.top || box.bottom > frame.bottom) {
            scroller.scrollTop += box.top - frame.top - frame.height / 4;
        }
    }

    function light(value) {
        clear();
        value.classList.add("vaerdi--lyser");
        const places = blocks(value).map(function (nr) { return document.getElementById("b-" + nr); }).filter(Boolean);
        places.forEach(function (place) { place.classList.add("dok--lyser"); });
        if (places[0]) bringInto(places[0]);
    }

    // There the passage stands under its value: open at the one that is looked at.
    function showPassage(value, open) {
        const passage = value.querySelector("[data-passage]");
        if (passage && narrow.matches) passage.open = open === undefined ? !passage.open : open;
    }

    function go(value) {
        if (!value) return;
        values().forEach(function (each) { each.tabIndex = each === value ? 0 : -1; });
        value.focus();
        showPassage(value, true);
        value.scrollIntoView({ block: "nearest" });
    }

    function step(value, by) {
        const all = values();
        return all[all.indexOf(value) + by];
    }

    list.addEventListener("focusin", function (event) {
        const value = event.target.closest("[data-vaerdi]");
        if (value) light(value);
        if (value === event.target) showPassage(value, true);
    });
    list.addEventListener("click", function (event) {
        const value = event.target.closest("[data-vaerdi]");
        if (!value) return;
        if (event.target.closest("a[href^='#b-']")) {
            if (panel) panel.open = true;
            if (scroller && scroller.scrollHeight > scroller.clientHeight) event.preventDefault();
        }
        light(value);
    });
    if (scroller) {
        scroller.addEventListener("click", function (event) {
            const block = event.target.closest("[id^='b-']");
            if (!block) return;
            const nr = block.id.slice(2);
            go(values().find(function (value) { return blocks(value).includes(nr); }));
        });
    }

    // Only inside the list, and never while one types: single keys disturb nobody else.
    list.addEventListener("keydown", function (event) {
        const value = event.target.closest("[data-vaerdi]");
        if (!value || event.ctrlKey || event.altKey || event.metaKey) return;
        const typing = event.target.closest("input, textarea, select, [contenteditable]");
        if (event.key === "Escape") {
            const back = value.querySelector("[data-fortryd]");
            if (back) { event.preventDefault(); back.click(); }
            return;
        }
        if (typing) return;
        if (event.key === "ArrowDown" || event.key === "ArrowUp") {
            const other = step(value, event.key === "ArrowDown" ? 1 : -1);
            if (other) { event.preventDefault(); go(other); }
            return;
        }
        if (event.key.toLowerCase() === "s") { showPassage(value); return; }
        const button = value.querySelector("[data-tast='" + CSS.escape(event.key.toLowerCase()) + "']");
        if (button) { event.preventDefault(); button.click(); }
    });

    // An answered value has been replaced: go on to the next; one that is being corrected gets its field in focus.
    document.body.addEventListener("htmx:afterSwap", function (event) {
        const target = event.detail.target;
        if (!target || !target.dataset || !target.dataset.vaerdi) return;
        const value = document.getElementById(target.id);
        if (!value) return;
        const field = value.querySelector("textarea, select, input:not([type='hidden'])");
        const refused = value.querySelector("[role='alert']");
        if (field) { showPassage(value, true); field.focus(); }
        else go(refused ? value : step(value, 1) || value);
    });

    const first = values()[0];
    if (first) first.tabIndex = 0;
    if (location.hash.startsWith("#v-")) go(document.getElementById(location.hash.slice(1)));
}());
