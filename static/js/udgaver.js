/* The page of a control number: holds a file against the edition's checksums here, so that it need not be sent.
   Without this, or where the browser has no SubtleCrypto, the form sends the file and the server says the same. */
"use strict";

(() => {
    const form = document.querySelector("[data-filproeve]");
    const answer = document.querySelector("[data-filproeve-svar]");
    if (!form || !answer || !window.crypto || !window.crypto.subtle) return;
    const sums = new Map(
        [...document.querySelectorAll("[data-filsum]")].map((each) => [each.textContent.trim(), each.dataset.filsum]),
    );
    const field = form.querySelector("input[type=file]");

    const say = (text) => {
        answer.textContent = text;
        answer.hidden = false;
    };

    field.addEventListener("change", async () => {
        const file = field.files[0];
        answer.hidden = true;
        if (!file) return;
        try {
            const digest = await window.crypto.subtle.digest("SHA-256", await file.arrayBuffer());
            const sum = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
            const kind = sums.get(sum);
            say(
                kind
                    ? `Filen er den ægte: «${file.name}» er den ${kind}-fil, der blev udstedt. Den er prøvet her i browseren og ikke sendt.`
                    : `Filen er ikke den ægte: «${file.name}» er ikke en af de filer, der blev udstedt. Den er prøvet her i browseren og ikke sendt.`,
            );
        } catch {
            answer.hidden = true; /* too large for the browser, perhaps: the button still sends it */
        }
    });
})();
