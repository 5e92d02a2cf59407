// What happens in a chat while it is open.

const AGAIN_MS = 2_000;
const KINDS = ["message", "deleted", "toast", "answered", "typing"];

/**
 * Follow a chat's event stream until the returned function is called. `heard` has a function for each kind of event, and
 * `opened` (at first and after every break: what was missed has to be fetched) and `lost`.
 */
export function follow(address, heard) {
  let source;
  let timer;

  function connect() {
    source = new EventSource(address);
    source.onopen = heard.opened;
    source.onerror = () => {
      heard.lost();
      // The browser tries again by itself, except after an HTTP error.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, AGAIN_MS);
    };
    for (const kind of KINDS) source.addEventListener(kind, (event) => heard[kind](JSON.parse(event.data || "{}")));
  }

  connect();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
