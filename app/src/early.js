// What is typed, chosen and pressed before the page is awake: kept, and done once it is. Stands in the document's head.
(() => {
    const kept = new Map();
    const keep = (kind, element, act) => {
        const key = kept.get(element) ?? {};
        kept.delete(element); // the last word of each counts, in the order of the last words
        kept.set(element, { ...key, [kind]: act });
    };
    const heard = event => {
        const target = event.target;
        if (!event.isTrusted || !(target instanceof Element)) return;
        if (event.type === 'submit') {
            if (target.hasAttribute('action')) return; // the browser's own, works without us
            event.preventDefault();
            const by = event.submitter;
            keep('submit', target, () => target.requestSubmit(by?.isConnected ? by : undefined));
        } else if (event.type === 'click') {
            const button = target.closest('button');
            if (button && (button.type !== 'submit' || !button.form)) keep('click', button, () => button.click());
        } else if (target.matches('input, textarea, select')) {
            const field = target.matches('[type=checkbox], [type=radio]') ? 'checked' : 'value';
            const value = target[field];
            keep('value', target, () => {
                target[field] = value;
                target.dispatchEvent(new Event('input', { bubbles: true }));
                target.dispatchEvent(new Event('change', { bubbles: true }));
            });
        }
    };
    const kinds = ['click', 'submit', 'input', 'change'];
    kinds.forEach(kind => document.addEventListener(kind, heard, true));
    addEventListener('enlace-awake', () => {
        kinds.forEach(kind => document.removeEventListener(kind, heard, true));
        for (const [element, acts] of kept) {
            if (element.isConnected) for (const kind of ['value', 'click', 'submit']) acts[kind]?.();
        }
    }, { once: true });
})();
