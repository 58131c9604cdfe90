/* An editor on top of every <textarea data-rigtekst>. The text area stays the field: it holds the stored form, is sent with
   the form, and hears a native "input" at every change. Without this file it is an ordinary text area.

   Others may:  listen to "input" and "change" on the text area;  set its value and send it a "rigtekst:set" event (or one
   with detail.value);  call its focus(). */
(function () {
    "use strict";
    const PM = window.ProseMirror;
    const { schema, parse, write } = window.RigTekstForm;
    const { fromHtml, fromText } = window.RigTekstIndsaet;
    const { nodes, marks } = schema;
    const SVG = "http://www.w3.org/2000/svg";
    const FROM_FIELD = "rigtekst:fra-feltet";
    const editors = new WeakMap();

    // --- Commands

    const insideList = (state) => {
        const { $from } = state.selection;
        for (let depth = $from.depth; depth > 0; depth--) {
            if ($from.node(depth).type === nodes.list_item) return depth;
        }
        return 0;
    };

    const listDepth = (state) => {
        const { $from } = state.selection;
        let count = 0;
        for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === nodes.list_item) count++;
        return count;
    };

    const lift = PM.liftListItem(nodes.list_item);
    const sinkOnce = PM.sinkListItem(nodes.list_item);
    // The stored form has points under points, and no deeper.
    const sink = (state, dispatch) => listDepth(state) === 1 && sinkOnce(state, dispatch);

    const currentList = (state) => {
        const depth = insideList(state);
        return depth ? { node: state.selection.$from.node(depth - 1), pos: state.selection.$from.before(depth - 1) } : null;
    };

    const toggleList = (type) => (state, dispatch) => {
        const list = currentList(state);
        if (list && list.node.type === type) return lift(state, dispatch);
        if (list) {
            if (dispatch) dispatch(state.tr.setNodeMarkup(list.pos, type));
            return true;
        }
        const heading = state.selection.$from.parent.type === nodes.heading;
        if (!heading) return PM.wrapInList(type)(state, dispatch);
        return PM.setBlockType(nodes.paragraph)(state, dispatch && ((tr) => {
            const after = state.apply(tr);
            PM.wrapInList(type)(after, (wrapped) => {
                wrapped.steps.forEach((step) => tr.step(step));
                dispatch(tr);
            });
        }));
    };

    const toggleHeading = (level) => (state, dispatch) => {
        if (insideList(state)) return false;
        const { parent } = state.selection.$from;
        const isOn = parent.type === nodes.heading && parent.attrs.level === level;
        return PM.setBlockType(isOn ? nodes.paragraph : nodes.heading, isOn ? null : { level })(state, dispatch);
    };

    const lineBreak = (state, dispatch) => {
        const { parent } = state.selection.$from;
        if (parent.type !== nodes.paragraph || insideList(state)) return false;
        if (dispatch) dispatch(state.tr.replaceSelectionWith(nodes.hard_break.create()).scrollIntoView());
        return true;
    };

    const bold = PM.toggleMark(marks.strong);

    // --- What typing turns into

    // "2. " under a paragraph that begins with "1. " makes both a list, by the same rule as the stored text is read.
    const secondNumber = new PM.InputRule(/^2\.\s$/, (state, _match, start, end) => {
        const $start = state.doc.resolve(start);
        const above = $start.depth === 1 && $start.index(0) ? state.doc.child($start.index(0) - 1) : null;
        if (!above || above.type !== nodes.paragraph) return null;
        const mark = /^1\.\s+/.exec(above.textContent);
        const lines = parse(write(state.doc.type.create(null, above)) + "\n2. x");
        if (!mark || lines.firstChild.type !== nodes.ordered_list) return null;
        const item = (content) => nodes.list_item.create(null, nodes.paragraph.create(null, content));
        const rest = $start.parent.cut(end - $start.start()).content;
        const list = nodes.ordered_list.create(null, [item(above.cut(mark[0].length).content), item(rest)]);
        const from = $start.before(1) - above.nodeSize;
        const tr = state.tr.replaceWith(from, $start.after(1), list);
        return tr.setSelection(PM.TextSelection.create(tr.doc, from + list.nodeSize - 3 - rest.size));
    });

    const boldWhileTyping = new PM.InputRule(/\*\*([^*\s](?:[^*]*[^*\s])?)\*\*$/, (state, match, start, end) => {
        const tr = state.tr.delete(end - 1, end).delete(start, start + 2);
        const to = start + match[1].length;
        return tr.addMark(start, to, marks.strong.create()).removeStoredMark(marks.strong);
    });

    const typing = PM.inputRules({
        rules: [
            PM.textblockTypeInputRule(/^(#{2,3})\s$/, nodes.heading, (match) => ({ level: match[1].length - 1 })),
            PM.wrappingInputRule(/^\s*[-–•*]\s$/, nodes.bullet_list),
            secondNumber,
            boldWhileTyping,
        ],
    });

    const keys = {
        "Mod-b": bold,
        "Mod-z": PM.undo,
        "Mod-y": PM.redo,
        "Shift-Mod-z": PM.redo,
        "Alt-Shift-ArrowRight": sink,
        "Alt-Shift-ArrowLeft": lift,
        "Mod-Alt-1": toggleHeading(1),
        "Mod-Alt-2": toggleHeading(2),
        "Mod-Shift-7": toggleList(nodes.ordered_list),
        "Mod-Shift-8": toggleList(nodes.bullet_list),
        "Shift-Enter": PM.chainCommands(lineBreak, PM.splitListItem(nodes.list_item)),
        Enter: PM.splitListItem(nodes.list_item),
        Backspace: PM.undoInputRule,
    };

    // --- The toolbar

    const BUTTONS = [
        { name: "Fed", keys: "Ctrl+B", text: "F", bold: true, run: bold, pressed: (state) => hasBold(state) },
        { name: "Overskrift", text: "Overskrift", run: toggleHeading(1), pressed: (state) => isHeading(state, 1) },
        { name: "Underoverskrift", text: "Underoverskrift", run: toggleHeading(2), pressed: (state) => isHeading(state, 2) },
        {
            name: "Punktopstilling",
            icon: ["M6 4h8M6 8h8M6 12h8", "M2.5 4h.1M2.5 8h.1M2.5 12h.1"],
            run: toggleList(nodes.bullet_list),
            pressed: (state) => isList(state, nodes.bullet_list),
        },
        {
            name: "Nummereret liste",
            icon: ["M7 4h7M7 8h7M7 12h7", "M2 3l1-.75V6", "M2 10.25c.3-.9 2-.9 2 .1 0 .8-2 1.6-2 3.15h2.2"],
            run: toggleList(nodes.ordered_list),
            pressed: (state) => isList(state, nodes.ordered_list),
        },
        { name: "Ryk punkt ind", keys: "Alt+Skift+Højre", icon: ["M8 4h6M8 8h6M8 12h6", "M2 5.5 4.5 8 2 10.5"], run: sink },
        { name: "Ryk punkt ud", keys: "Alt+Skift+Venstre", icon: ["M8 4h6M8 8h6M8 12h6", "M4.5 5.5 2 8l2.5 2.5"], run: lift },
        { name: "Fortryd", keys: "Ctrl+Z", icon: ["M3 6.5h7a3.25 3.25 0 0 1 0 6.5H6", "M5.5 4 3 6.5 5.5 9"], run: PM.undo },
        { name: "Gentag", keys: "Ctrl+Y", icon: ["M13 6.5H6a3.25 3.25 0 0 0 0 6.5h4", "M10.5 4 13 6.5 10.5 9"], run: PM.redo },
    ];

    function hasBold(state) {
        const { from, to, empty, $from } = state.selection;
        if (empty) return Boolean(marks.strong.isInSet(state.storedMarks || $from.marks()));
        return state.doc.rangeHasMark(from, to, marks.strong);
    }

    function isHeading(state, level) {
        const { parent } = state.selection.$from;
        return parent.type === nodes.heading && parent.attrs.level === level;
    }

    function isList(state, type) {
        const list = currentList(state);
        return Boolean(list && list.node.type === type);
    }

    function picture(paths) {
        const svg = document.createElementNS(SVG, "svg");
        Object.entries({ viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false", class: "ikon" }).forEach((each) =>
            svg.setAttribute(...each),
        );
        for (const d of paths) {
            const path = document.createElementNS(SVG, "path");
            path.setAttribute("d", d);
            svg.append(path);
        }
        return svg;
    }

    function makeToolbar(label, controls) {
        const bar = document.createElement("div");
        bar.className = "rigtekst__linje";
        bar.setAttribute("role", "toolbar");
        bar.setAttribute("aria-label", label ? "Formatering af " + label : "Formatering");
        bar.setAttribute("aria-controls", controls);
        const buttons = BUTTONS.map((each, index) => {
            const button = document.createElement("button");
            button.type = "button";
            button.className = "rigtekst__knap" + (each.bold ? " rigtekst__knap--fed" : "");
            button.tabIndex = index ? -1 : 0;
            button.title = each.keys ? each.name + " (" + each.keys + ")" : each.name;
            button.setAttribute("aria-label", each.name);
            button.append(each.icon ? picture(each.icon) : each.text);
            bar.append(button);
            return button;
        });
        bar.addEventListener("keydown", (event) => {
            const at = buttons.indexOf(document.activeElement);
            const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
            if (to === undefined || at < 0) return;
            event.preventDefault();
            const next = buttons[(to + buttons.length) % buttons.length];
            buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
            next.focus();
        });
        return { bar, buttons };
    }

    function toolbarPlugin({ bar, buttons }) {
        return new PM.Plugin({
            view(view) {
                // A click must not take the selection out of the text.
                bar.addEventListener("mousedown", (event) => event.preventDefault());
                bar.addEventListener("click", (event) => {
                    const button = event.target.closest("button");
                    if (!button || button.getAttribute("aria-disabled") === "true") return;
                    BUTTONS[buttons.indexOf(button)].run(view.state, view.dispatch, view);
                    if (event.detail) view.focus(); // with the keyboard one stays in the toolbar
                });
                bar.addEventListener("keydown", (event) => {
                    if (event.key === "Escape") view.focus();
                });
                const show = () =>
                    BUTTONS.forEach((each, index) => {
                        if (each.pressed) buttons[index].setAttribute("aria-pressed", each.pressed(view.state));
                        const usable = view.editable && each.run(view.state, null, view);
                        buttons[index].setAttribute("aria-disabled", !usable);
                    });
                show();
                return { update: show };
            },
        });
    }

    // --- The field

    function labelOf(textarea) {
        const label = textarea.labels && textarea.labels[0];
        if (!label) return null;
        if (!label.id) label.id = textarea.id + "_label";
        return label;
    }

    function ariaOf(textarea, label, id) {
        const attributes = { id, role: "textbox", "aria-multiline": "true", class: "rigtekst__felt" };
        if (label) attributes["aria-labelledby"] = label.id;
        else attributes["aria-label"] = textarea.getAttribute("aria-label") || "Tekst";
        for (const name of ["aria-describedby", "aria-invalid", "aria-errormessage", "lang", "spellcheck"]) {
            if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name);
        }
        if (textarea.required || textarea.getAttribute("aria-required") === "true") attributes["aria-required"] = "true";
        if (textarea.disabled) attributes["aria-disabled"] = "true";
        if (textarea.readOnly) attributes["aria-readonly"] = "true";
        return attributes;
    }

    // What is copied out has real headings, so that Word knows them.
    const forOthers = new PM.DOMSerializer(
        {
            ...PM.DOMSerializer.nodesFromSchema(schema),
            heading: (node) => ["h" + (node.attrs.level + 1), 0],
        },
        PM.DOMSerializer.marksFromSchema(schema),
    );

    function paste(view, event) {
        const data = event.clipboardData;
        if (!data || !view.editable) return false;
        const html = data.getData("text/html");
        const text = data.getData("text/plain");
        if ((!html && !text) || html.includes("data-pm-slice")) return false;
        event.preventDefault();
        const slice = html ? fromHtml(html) : fromText(text);
        view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta("paste", true));
        return true;
    }

    function start(textarea) {
        if (editors.has(textarea)) return;
        const hadFocus = document.activeElement === textarea;
        const label = labelOf(textarea);
        const id = (textarea.id || "rigtekst") + "_editor";
        const box = document.createElement("div");
        box.className = "rigtekst";
        if (textarea.classList.contains("is-invalid")) box.classList.add("rigtekst--fejl");
        const toolbar = makeToolbar(label ? label.textContent.replace("*", "").trim() : "", id);
        const attributes = ariaOf(textarea, label, id);
        box.append(toolbar.bar);
        // The field alone speaks of changes, when it has them.
        box.addEventListener("input", (event) => event.stopPropagation());
        textarea.before(box);

        let written = textarea.value;
        let atFocus = written;
        const view = new PM.EditorView(
            { mount: box.appendChild(document.createElement("div")) },
            {
                state: PM.EditorState.create({
                    doc: parse(textarea.value),
                    plugins: [typing, PM.keymap(keys), PM.keymap(PM.baseKeymap), PM.history(), toolbarPlugin(toolbar)],
                }),
                attributes,
                editable: () => !textarea.disabled && !textarea.readOnly,
                clipboardSerializer: forOthers,
                clipboardTextSerializer: (slice) => write(slice.content, { plain: true }),
                handleDOMEvents: {
                    paste,
                    focus: () => void (atFocus = textarea.value),
                    blur: () => {
                        if (textarea.value !== atFocus) textarea.dispatchEvent(new Event("change", { bubbles: true }));
                    },
                },
                handleKeyDown(_view, event) {
                    if (event.key !== "F10" || !event.altKey) return false;
                    toolbar.bar.querySelector("[tabindex='0']").focus();
                    return true;
                },
                dispatchTransaction(transaction) {
                    view.updateState(view.state.apply(transaction));
                    if (!transaction.docChanged || transaction.getMeta(FROM_FIELD)) return;
                    const text = write(view.state.doc);
                    if (text === textarea.value) return;
                    textarea.value = written = text;
                    textarea.dispatchEvent(new Event("input", { bubbles: true }));
                },
            },
        );
        view.dom.style.minHeight = (textarea.rows || 8) * 1.5 + 1 + "rem";

        const fromField = () => {
            if (textarea.value === written) return;
            written = textarea.value;
            const { state } = view;
            view.dispatch(
                state.tr.replaceWith(0, state.doc.content.size, parse(written).content).setMeta(FROM_FIELD, true),
            );
        };
        textarea.addEventListener("rigtekst:set", (event) => {
            if (event.detail && typeof event.detail.value === "string") textarea.value = event.detail.value;
            fromField();
        });
        if (textarea.form) textarea.form.addEventListener("reset", () => setTimeout(fromField));
        if (label) label.addEventListener("click", (event) => {
            event.preventDefault();
            view.focus();
        });
        // The browser cannot point at a field that is not seen; what is required is checked where it is saved.
        textarea.required = false;
        textarea.hidden = true;
        textarea.focus = () => view.focus();
        editors.set(textarea, { view, fromField });
        if (hadFocus) view.focus();
    }

    function each(root, act) {
        const all = root.querySelectorAll ? [...root.querySelectorAll("textarea[data-rigtekst]")] : [];
        if (root.matches && root.matches("textarea[data-rigtekst]")) all.push(root);
        all.forEach(act);
    }

    document.addEventListener("htmx:load", (event) => each(event.detail.elt, start));
    document.addEventListener("htmx:beforeCleanupElement", (event) => {
        const editor = editors.get(event.target);
        if (!editor) return;
        editors.delete(event.target);
        editor.view.destroy();
    });
    // The browser may bring back what was typed before the page was left.
    window.addEventListener("pageshow", () =>
        each(document, (textarea) => editors.has(textarea) && editors.get(textarea).fromField()),
    );
    // The summary of errors links to the field.
    document.addEventListener("click", (event) => {
        const link = event.target.closest && event.target.closest("a[href^='#']");
        const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
        if (!target || !editors.has(target)) return;
        event.preventDefault();
        editors.get(target).view.focus();
    });

    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => each(document, start));
    else each(document, start);
})();
