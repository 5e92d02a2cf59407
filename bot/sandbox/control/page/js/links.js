// Links to the bot itself (https://t.me/<bot>?start=X) stay in the page.

/** What a link to this bot asks to be started with ("" for a bare one); undefined for any other address. */
export function startParameter(address, bot) {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const ours = ["t.me", "telegram.me"].includes(url.hostname) && url.pathname.slice(1).toLowerCase() === bot.username.toLowerCase();
  if (!ours || url.searchParams.has("startgroup")) return undefined;
  return url.searchParams.get("start") ?? "";
}
