// Every word the page itself says, in Indonesian and English. The bot's words come from the bot.

const WORDS = {
  id: {
    sandbox: "ruang latihan",
    people: "Anda sebagai siapa?",
    peopleHint: "Semua orang di sini hanya contoh.",
    peopleButton: "Ganti orang. Sekarang: {name}",
    citizen: "Warga", school: "Sekolah", officer: "Petugas", admin: "Admin",
    chats: "Obrolan",
    private: "Pribadi",
    actingAs: "sebagai {name}",
    more: "Menu lain",
    block: "Blokir bot", unblock: "Buka blokir", blocked: "Bot ini Anda blokir.",
    log: "Isi obrolan",
    toEnd: "Ke pesan terbaru",
    typing: "sedang mengetik…",
    edited: "diedit",
    silent: "Dikirim tanpa suara",
    today: "Hari ini",
    beside: "Papan kantor di web",
    officeDay: "hari ini:",
    dayShown: "Hari ini di ruang latihan: {day}.",
    dayBack: "Kembali ke hari sebenarnya",
    dayFailed: "Harinya belum berubah. Coba sekali lagi.",
    replyTo: "Lihat pesan yang dibalas",
    spoiler: "Teks tersembunyi, ketuk untuk membuka",
    download: "Unduh {name}",
    write: "Tulis pesan",
    send: "Kirim",
    upload: "Kirim foto atau berkas",
    commands: "Daftar perintah",
    cards: "Kartu yang bisa dikirim",
    viaBot: "lewat bot",
    uploading: "Mengirim {name}…",
    ok: "Baik",
    welcome: "Ruang latihan SiapRekam",
    welcomeText: "Di sini semua orang dan data hanyalah contoh. Silakan bertanya seperti di Telegram; tidak ada yang sampai ke kantor.",
    welcomeGroup: "Ini grup contoh. Di grup, bot menjawab perintah yang diawali garis miring.",
    start: "MULAI",
    try: "atau coba kirim",
    lost: "terputus, menyambung lagi…",
    offline: "Belum terkirim karena sambungan terputus. Tulisan Anda masih ada; coba kirim lagi.",
    refused: "Belum terkirim: {reason}",
    broken: "Belum terkirim karena ada gangguan. Tulisan Anda masih ada; coba kirim lagi.",
    fileFailed: "Berkas {name} belum terkirim. Silakan coba lagi.",
    tapFailed: "Tombol belum terkirim. Coba ketuk lagi.",
    blockFailed: "Belum berubah. Coba sekali lagi.",
    noAnswer: "Bot belum menjawab. Coba ketuk lagi.",
    enlarge: "Perbesar gambar",
    picture: "Gambar",
    zoomIn: "Perbesar", zoomOut: "Perkecil", save: "Simpan gambar", close: "Tutup",
    begins: "Cuplikan isinya",
    otherSide: "Lihat yang dilihat {name}",
    tour: "▶ Lima cerita singkat",
    tourChoice: "Cerita mana?",
    tourHint: "Setiap cerita dijalankan langsung dengan bot, satu sampai dua menit.",
    tourLanguage: "English",
    tourLabel: "Cerita",
    tourLeave: "Keluar dari cerita",
    pause: "Jeda", resume: "Lanjutkan", next: "Berikutnya",
    pace: "Kecepatan", slow: "pelan", normal: "biasa", fast: "cepat",
    writes: "{name} menulis…", taps: "{name} mengetuk tombol…", sees: "Sekarang kita lihat layar {name}…",
    tourEnded: "Selesai. Silakan coba sendiri di obrolan ini, atau lihat cerita lain.",
    tourDiffers: "Jawaban bot kali ini lain dari ceritanya, jadi cerita berhenti di sini. Pilih cerita lain, atau mulai ulang ruang latihan.",
    tourOffline: "Cerita berhenti karena sambungan terputus. Silakan mulai lagi nanti.",
    tourOther: "Cerita lain",
    tourFailed: "Ceritanya belum bisa dibuka. Coba sekali lagi.",
  },
  en: {
    sandbox: "sandbox",
    people: "Who are you?",
    peopleHint: "Everybody here is made up.",
    peopleButton: "Change person. Now: {name}",
    citizen: "Citizens", school: "Schools", officer: "Officers", admin: "Admins",
    chats: "Chats",
    private: "Private",
    actingAs: "as {name}",
    more: "More",
    block: "Block the bot", unblock: "Unblock", blocked: "You blocked this bot.",
    log: "Messages",
    toEnd: "To the newest message",
    typing: "is typing…",
    edited: "edited",
    silent: "Sent silently",
    today: "Today",
    beside: "The office’s board on the web",
    officeDay: "today:",
    dayShown: "Today in the sandbox: {day}.",
    dayBack: "Back to the real day",
    dayFailed: "The day has not changed. Try once more.",
    replyTo: "Show the message replied to",
    spoiler: "Hidden text, tap to show",
    download: "Download {name}",
    write: "Message",
    send: "Send",
    upload: "Send a photo or file",
    commands: "Commands",
    cards: "Cards to send",
    viaBot: "via the bot",
    uploading: "Sending {name}…",
    ok: "OK",
    welcome: "The SiapRekam sandbox",
    welcomeText: "Everybody and every figure here is an example. Ask as you would on Telegram; nothing reaches the office.",
    welcomeGroup: "This is an example group. In groups the bot answers commands, which begin with a slash.",
    start: "START",
    try: "or try sending",
    lost: "disconnected, connecting again…",
    offline: "Not sent: the connection is down. Your text is still here; try again.",
    refused: "Not sent: {reason}",
    broken: "Not sent: something went wrong. Your text is still here; try again.",
    fileFailed: "The file {name} was not sent. Please try again.",
    tapFailed: "The button was not sent. Tap it again.",
    blockFailed: "Nothing changed. Try once more.",
    noAnswer: "The bot has not answered yet. Tap again.",
    enlarge: "Enlarge the picture",
    picture: "Picture",
    zoomIn: "Zoom in", zoomOut: "Zoom out", save: "Save the picture", close: "Close",
    begins: "How it begins",
    otherSide: "See what {name} sees",
    tour: "▶ Five short stories",
    tourChoice: "Which story?",
    tourHint: "Each is played live with the bot and takes a minute or two.",
    tourLanguage: "Bahasa Indonesia",
    tourLabel: "Story",
    tourLeave: "Leave the story",
    pause: "Pause", resume: "Resume", next: "Next",
    pace: "Pace", slow: "slow", normal: "normal", fast: "fast",
    writes: "{name} is writing…", taps: "{name} taps a button…", sees: "Now on {name}'s screen…",
    tourEnded: "The end. Try it yourself in this chat, or watch another story.",
    tourDiffers: "This time the bot's answer is not the one in the story, so the story stops here. Choose another, or restart the sandbox.",
    tourOffline: "The story stopped because the connection is down. Please start it again later.",
    tourOther: "Another story",
    tourFailed: "The stories could not be opened. Try once more.",
  },
};

let language = "id";

/** A word or sentence in the person's language, or in the one that is asked for; {values} are filled in. */
export function word(key, values = {}, asked = language) {
  return WORDS[asked][key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** The language of the page now. */
export function spoken() {
  return language;
}

/** The locale for dates and times. */
export function locale() {
  return language === "en" ? "en-GB" : "id-ID";
}

/** Change the language of the whole page. */
export function speak(wanted) {
  language = wanted in WORDS ? wanted : "id";
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll("[data-word]")) element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-word-label]")) element.ariaLabel = word(element.dataset.wordLabel);
  for (const element of document.querySelectorAll("[data-word-title]")) element.title = word(element.dataset.wordTitle);
  for (const element of document.querySelectorAll("[data-word-placeholder]")) element.placeholder = word(element.dataset.wordPlaceholder);
}
