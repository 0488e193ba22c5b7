
/* A page's part that does not come whole is asked for again, so that what is handed on cannot fail any more; a page that
   an update has left behind is loaded anew. What is on its way when the page is left comes all the same: the next page
   has it at hand. */
async function part(url) {
    for (let wait = 500; ; wait = Math.min(2 * wait, 8000)) {
        try {
            const answer = await fetch(url, { keepalive: true });
            if (answer.ok) return new Response(await answer.arrayBuffer(), { headers: { "Content-Type": "application/wasm" } });
            if (answer.status === 404) anew();
        } catch {
            // no network, or cut on the way
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
    }
}

/* Once a minute at most: a server that has lost a part must not keep the page loading for ever. */
function anew() {
    const last = Number(sessionStorage.getItem("enlace-part"));
    if (Date.now() - last > 60000) {
        sessionStorage.setItem("enlace-part", String(Date.now()));
        location.reload();
    }
}
