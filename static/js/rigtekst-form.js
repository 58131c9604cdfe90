/* The stored form of formatted text, read and written for the editor. The rules are those of helhedsplan/rigtekst.py,
   line by line, and are explained there; tests/browser/test_rigtekst.py holds the two together. */
(function () {
    "use strict";
    const { Schema } = window.ProseMirror;

    const schema = new Schema({
        nodes: {
            doc: { content: "block+" },
            paragraph: { group: "block", content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
            heading: {
                group: "block",
                content: "text*",
                attrs: { level: { default: 1 } },
                defining: true,
                parseDOM: [
                    { tag: "p.rigtekst__overskrift--1", attrs: { level: 1 }, priority: 60 },
                    { tag: "p.rigtekst__overskrift--2", attrs: { level: 2 }, priority: 60 },
                    { tag: "h1", attrs: { level: 1 } },
                    { tag: "h2", attrs: { level: 1 } },
                    { tag: "h3", attrs: { level: 2 } },
                    { tag: "h4", attrs: { level: 2 } },
                    { tag: "h5", attrs: { level: 2 } },
                    { tag: "h6", attrs: { level: 2 } },
                ],
                // Not an <h…>: what is being written stands in no order among the headings of the page.
                toDOM: (node) => ["p", { class: "rigtekst__overskrift rigtekst__overskrift--" + node.attrs.level }, 0],
            },
            bullet_list: {
                group: "block list",
                content: "list_item+",
                parseDOM: [{ tag: "ul" }],
                toDOM: () => ["ul", 0],
            },
            ordered_list: {
                group: "block list",
                content: "list_item+",
                parseDOM: [{ tag: "ol" }],
                toDOM: () => ["ol", 0],
            },
            list_item: {
                content: "paragraph list*",
                defining: true,
                parseDOM: [{ tag: "li" }],
                toDOM: () => ["li", 0],
            },
            hard_break: {
                group: "inline",
                inline: true,
                selectable: false,
                parseDOM: [{ tag: "br" }],
                toDOM: () => ["br"],
            },
            text: { group: "inline" },
        },
        marks: {
            strong: {
                parseDOM: [{ tag: "strong" }, { tag: "b" }],
                toDOM: () => ["strong", 0],
            },
        },
    });

    const HEADING = /^(#{2,3})\s+(\S.*)$/;
    const BULLET = /^[-–•*]\s+(.*)$/;
    const NUMBER = /^([1-9][0-9]{0,2})\.\s+(\S.*)$/;
    const ORDINAL = new RegExp(
        "^(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december" +
            "|jan|feb|mar|apr|jun|jul|aug|sep|sept|okt|nov|dec|kvt|sal|del|år|uge" +
            "|(?:kvartal|halvår|klasse|etape|fase|runde|gang|prioritet|generation)[a-zæøå]*)(?![a-zæøåA-ZÆØÅ])",
    );
    const STARS = /\*{2,}/g;
    const DEEP = 2;

    // --- Reading

    function inline(text) {
        const nodes = [];
        const add = (words, marks) => words && nodes.push(schema.text(words, marks));
        let done = 0;
        let opened = null;
        for (const stars of text.matchAll(STARS)) {
            const start = stars.index;
            const end = start + stars[0].length;
            if (opened === null) {
                if (text.slice(end, end + 1).trim()) opened = start;
            } else if (text[start - 1].trim()) {
                add(text.slice(done, opened));
                add(text.slice(opened + 2, end - 2), [schema.marks.strong.create()]);
                done = end;
                opened = null;
            }
        }
        add(text.slice(done));
        return nodes;
    }

    function readLine(line) {
        const inner = line.trimStart();
        const indent = columns(line.slice(0, line.length - inner.length));
        const text = inner.trimEnd();
        const bullet = BULLET.exec(inner);
        if (bullet) return bullet[1] ? { text, indent, number: 0, point: bullet[1].trimEnd() } : null;
        const number = NUMBER.exec(text);
        if (number) return { text, indent, number: Number(number[1]), point: number[2] };
        return text ? { text, indent, number: null } : null;
    }

    function columns(space) {
        let count = 0;
        for (const sign of space) count += sign === "\t" ? 4 - (count % 4) : 1;
        return count;
    }

    function readChunk(chunk) {
        const lines = chunk.split("\n").map(readLine).filter(Boolean);
        const found = [];
        let prose = [];
        let list = null;

        const endProse = () => {
            if (prose.length) found.push({ prose });
            prose = [];
        };

        function beginsNumbers(index, line) {
            if (line.number !== 1 || ORDINAL.test(line.point)) return false;
            for (let position = index + 1; position < lines.length; position++) {
                const later = lines[position];
                if (later.number !== null && later.indent < line.indent + DEEP) {
                    return later.number === 2 && later.indent > line.indent - DEEP;
                }
                if (!later.indent) return false;
            }
            return false;
        }

        function point(index, line) {
            if (line.number === null) return false;
            const under = list && line.indent >= list.indent + DEEP ? list.points.at(-1).lists : null;
            const current = under ? under.at(-1) : list;
            const goesOn = current && current.ordered === Boolean(line.number);
            if (goesOn && (!line.number || line.number === current.points.length + 1)) {
                current.points.push({ words: [line.point], lists: [] });
                return true;
            }
            if (line.number && !beginsNumbers(index, line)) return false;
            const fresh = {
                ordered: Boolean(line.number),
                indent: line.indent,
                points: [{ words: [line.point], lists: [] }],
            };
            if (under) {
                under.push(fresh);
            } else {
                endProse();
                found.push(fresh);
                list = fresh;
            }
            return true;
        }

        function moreOfAPoint(line) {
            if (!list || !line.indent) return false;
            let last = list.points.at(-1);
            if (last.lists.length) last = last.lists.at(-1).points.at(-1);
            last.words.push(line.text);
            return true;
        }

        lines.forEach((line, index) => {
            if (point(index, line) || moreOfAPoint(line)) return;
            list = null;
            const heading = HEADING.exec(line.text);
            if (heading) {
                endProse();
                found.push({ level: heading[1].length - 1, words: heading[2] });
            } else {
                prose.push(line.text);
            }
        });
        endProse();
        return found.map(node);
    }

    function node(found) {
        if (found.points) {
            const items = found.points.map((each) =>
                schema.node("list_item", null, [
                    schema.node("paragraph", null, inline(each.words.join(" "))),
                    ...each.lists.map(node),
                ]),
            );
            return schema.node(found.ordered ? "ordered_list" : "bullet_list", null, items);
        }
        if (found.level) return schema.node("heading", { level: found.level }, inline(found.words));
        const content = [];
        found.prose.forEach((line, index) => {
            if (index) content.push(schema.node("hard_break"));
            content.push(...inline(line));
        });
        return schema.node("paragraph", null, content);
    }

    function parse(text) {
        const blocks = text
            .replace(/\r\n?/g, "\n")
            .split(/\n[ \t]*\n/)
            .flatMap(readChunk);
        return schema.node("doc", null, blocks.length ? blocks : [schema.node("paragraph")]);
    }

    // --- Writing

    // Lines of runs; neighbours that are equally bold are one, and spaces stand outside bold.
    function lines(textblock) {
        const all = [[]];
        textblock.forEach((child) => {
            if (child.type === schema.nodes.hard_break) {
                all.push([]);
                return;
            }
            const bold = child.marks.length > 0;
            const runs = all.at(-1);
            const last = runs.at(-1);
            if (last && last.bold === bold) last.text += child.text;
            else runs.push({ bold, text: child.text });
        });
        return all;
    }

    // Bold with asterisks in it may read as something else; then it is better written as it is.
    function readsAsBold(text) {
        if (!text.includes("*")) return text !== "";
        const read = inline("**" + text + "**");
        return read.length === 1 && read[0].text === text && read[0].marks.length === 1;
    }

    function written(runs, star) {
        return runs
            .map((run) => {
                const inner = run.text.trim();
                if (!run.bold || !star || !readsAsBold(inner)) return run.text;
                const begins = run.text.indexOf(inner);
                return run.text.slice(0, begins) + star + inner + star + run.text.slice(begins + inner.length);
            })
            .join("")
            .replace(/[ \t]+/g, " ")
            .trim();
    }

    function writeList(list, star, indent) {
        const out = [];
        let number = 0;
        list.forEach((item) => {
            const text = lines(item.firstChild)
                .map((runs) => written(runs, star))
                .filter(Boolean)
                .join(" ");
            const under = [];
            item.forEach((child, _offset, index) => {
                if (index) under.push(...writeList(child, star, indent.length ? indent : indent + "  "));
            });
            if (text) {
                number += 1;
                out.push(indent + (list.type === schema.nodes.ordered_list ? number + "." : "-") + " " + text);
            }
            out.push(...under);
        });
        return out;
    }

    function writeBlock(block, star, hash) {
        if (block.type === schema.nodes.paragraph) {
            // An empty line within a paragraph parts it in two.
            const text = lines(block).map((runs) => written(runs, star)).join("\n");
            return text.trim() ? [text.trim().replace(/\n{2,}/g, "\n\n")] : [];
        }
        if (block.type === schema.nodes.heading) {
            const text = written(lines(block)[0], star);
            return text ? [(hash ? hash.repeat(block.attrs.level + 1) + " " : "") + text] : [];
        }
        return writeList(block, star, "");
    }

    function once(doc, plain) {
        const blocks = [];
        doc.forEach((block) => {
            const out = writeBlock(block, plain ? "" : "**", plain ? "" : "#");
            if (out.length) blocks.push(out.join("\n"));
        });
        return blocks.join("\n\n");
    }

    // What is written reads as itself, as helhedsplan.rigtekst.ren() makes sure of on the other side.
    function write(doc, options) {
        if (options && options.plain) return once(doc, true);
        let text = once(doc, false);
        for (let turn = 0; turn < 9; turn++) {
            const again = once(parse(text), false);
            if (again === text) break;
            text = again;
        }
        return text;
    }

    window.RigTekstForm = { schema, parse, write };
})();
