/* What is pasted into the editor from Word, mail and the web: only what a text may have comes in. */
(function () {
    "use strict";
    const { DOMParser: ModelParser, Slice } = window.ProseMirror;
    const { schema, parse, write } = window.RigTekstForm;

    const WORD_LIST = /MsoListParagraph|MsoListBullet|MsoListNumber/;
    const SIGN = /^\s*(?:[·•●▪■◦‣–\-*§o\uf0b7\uf0a7]|\(?\w{1,3}[.)])[\s\u00a0]+/;
    const NUMBERED = /^\s*\(?\w{1,3}[.)]/;
    const BULLET_SIGN = /^([ \t]*)(?:[·●▪■◦‣\uf0b7\uf0a7]|o(?=\t))[ \t\u00a0]+/gm;
    const NOT_TEXT = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffc]/g;

    // Word marks its lists on paragraphs: by class and "mso-list: l0 level2", with the bullet as text.
    function wordLists(body) {
        let list = null;
        let deeper = null;
        for (const paragraph of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
            const style = paragraph.dataset.style || "";
            const isPoint = /mso-list:\s*l\d/.test(style) || WORD_LIST.test(paragraph.className);
            if (!isPoint || !paragraph.matches("p")) {
                list = deeper = null;
                continue;
            }
            const level = Number((/level(\d)/.exec(style) || [0, 1])[1]);
            const sign = paragraph.textContent;
            const tag = NUMBERED.test(sign) && !/^\s*o[\s\u00a0]/.test(sign) ? "ol" : "ul";
            dropSign(paragraph);
            const item = body.ownerDocument.createElement("li");
            item.append(...paragraph.childNodes);
            if (level > 1 && list && list.lastElementChild) {
                if (!deeper || deeper.localName !== tag) {
                    deeper = body.ownerDocument.createElement(tag);
                    list.lastElementChild.append(deeper);
                }
                deeper.append(item);
                paragraph.remove();
            } else if (list && list.localName === tag && follows(list, paragraph)) {
                list.append(item);
                deeper = null;
                paragraph.remove();
            } else {
                list = body.ownerDocument.createElement(tag);
                deeper = null;
                list.append(item);
                paragraph.replaceWith(list);
            }
        }
    }

    function follows(list, paragraph) {
        return list.nextElementSibling === paragraph;
    }

    function dropSign(paragraph) {
        const marked = [...paragraph.querySelectorAll("[data-style]")].find((span) =>
            /mso-list:\s*Ignore/i.test(span.dataset.style),
        );
        if (marked) {
            marked.remove();
            return;
        }
        const sign = SIGN.exec(paragraph.textContent);
        if (!sign) return;
        let left = sign[0].length;
        const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        while (left > 0 && walker.nextNode()) {
            const text = walker.currentNode;
            const cut = Math.min(left, text.data.length);
            text.data = text.data.slice(cut);
            left -= cut;
        }
    }

    // A table becomes one paragraph per row, with its cells parted: the documents have tables of their own.
    function tables(body) {
        for (const row of [...body.querySelectorAll("tr")]) {
            const cells = [...row.children].map((cell) => cell.textContent.replace(/\s+/g, " ").trim());
            const paragraph = body.ownerDocument.createElement("p");
            paragraph.textContent = cells.filter(Boolean).join(" | ");
            row.replaceChildren(paragraph);
        }
        for (const table of [...body.querySelectorAll("table")]) {
            table.replaceWith(...[...table.querySelectorAll("p")]);
        }
    }

    function cleanText(text) {
        return text
            .replace(/\r\n?|[\u2028\u2029\u000b\u000c\u0085]/g, "\n")
            .replace(NOT_TEXT, "")
            .replace(/[\u1680\u2000-\u200a\u205f\u3000]/g, " ")
            .replace(/^[ \t\u00a0]+$/gm, "")
            .replace(BULLET_SIGN, "$1- ")
            .replace(/(\S)[ \t\u00a0]{2,}/g, "$1 ");
    }

    function toSlice(text) {
        return Slice.maxOpen(parse(cleanText(text)).content);
    }

    // Bold that is said with a style, and <b> that says it is not bold: some programs wrap all they copy in one.
    function weights(body) {
        for (const element of [...body.querySelectorAll("[data-style]")]) {
            const weight = /font-weight:\s*(\w+)/.exec(element.dataset.style);
            if (!weight) continue;
            if (/^(bold(er)?|[6-9]00)$/.test(weight[1]) && element.matches("span, font, a, em, i, u")) {
                const strong = body.ownerDocument.createElement("strong");
                strong.append(...element.childNodes);
                element.append(strong);
            } else if (/^(normal|[1-5]00)$/.test(weight[1]) && element.matches("b, strong")) {
                element.replaceWith(...element.childNodes);
            }
        }
    }

    // The text is read into the model, written as the stored form and read again: what cannot be stored cannot get in.
    // Styles are only read, under another name: the security policy objects to their being there, as to handlers.
    function fromHtml(html) {
        const readable = html
            .replace(/<style[\s>][\s\S]*?<\/style>/gi, "")
            .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)(?=\s*=)/gi, " data-$1"));
        const body = new DOMParser().parseFromString(readable, "text/html").body;
        body.querySelectorAll("script, style, template, svg, math, iframe, object, title, meta, link").forEach((element) =>
            element.remove(),
        );
        weights(body);
        tables(body);
        wordLists(body);
        return toSlice(write(ModelParser.fromSchema(schema).parse(body)));
    }

    window.RigTekstIndsaet = { fromHtml, fromText: toSlice };
})();
