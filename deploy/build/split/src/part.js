
/* A page's part that does not come is asked for again; a page that an update has left behind is loaded anew. What is on
   its way when the page is left comes all the same: the next page has it at hand. */
async function part(url) {
    for (let wait = 500; ; wait = Math.min(2 * wait, 8000)) {
        const answer = await fetch(url, { keepalive: true }).catch(() => undefined);
        if (answer !== undefined && answer.ok) return answer;
        if (answer !== undefined && answer.status === 404) {
            const last = Number(sessionStorage.getItem("enlace-part"));
            if (Date.now() - last > 60000) {
                sessionStorage.setItem("enlace-part", String(Date.now()));
                location.reload();
            }
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
    }
}
