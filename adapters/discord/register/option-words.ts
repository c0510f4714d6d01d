import type { Words } from './locales.ts';

export const options: Readonly<Record<string, Words>> = {
  query: {
    de: ['anfrage', 'Wörter, "eine Wendung", -Wort, OR und Filter wie year:2025'],
    fr: ['requête', 'mots, "une expression", -mot, OR et filtres comme year:2025'],
    ja: ['検索語', '単語、"語句"、-除外、OR、year:2025 などの条件'],
  },
  page: {
    de: ['seite', 'welche Seite'],
    fr: ['page', 'quelle page'],
    ja: ['ページ', '何ページ目'],
  },
  size: {
    de: ['anzahl', 'wie viele Arbeiten'],
    fr: ['nombre', 'combien d’articles'],
    ja: ['件数', '論文の数'],
  },
  paper: {
    de: ['arbeit', 'Wörter ihres Titels oder ihre Kennung'],
    fr: ['article', 'mots de son titre, ou son identifiant'],
    ja: ['論文', 'タイトルの言葉または ID'],
  },
  to: {
    de: ['zu', 'Wörter eines Titels oder eine Kennung'],
    fr: ['à', 'mots d’un titre, ou un identifiant'],
    ja: ['対象', 'タイトルの言葉または ID'],
  },
  subtopic: {
    de: ['thema', 'der Name eines Themas'],
    fr: ['sujet', 'le nom d’un sujet'],
    ja: ['トピック', 'トピックの名前'],
  },
  topic: {
    de: ['thema', 'ein Thema oder eine Suchanfrage'],
    fr: ['sujet', 'un sujet ou une requête'],
    ja: ['トピック', 'トピックまたは検索語'],
  },
  at: {
    de: ['um', 'Uhrzeit, wie 09:00'],
    fr: ['heure', 'heure, comme 09:00'],
    ja: ['時刻', '09:00 のような時刻'],
  },
  zone: {
    de: ['zeitzone', 'Zeitzone, wie Europe/Berlin'],
    fr: ['fuseau', 'fuseau horaire, comme Europe/Paris'],
    ja: ['タイムゾーン', 'Asia/Tokyo のようなタイムゾーン'],
  },
  days: {
    de: ['tage', 'Wochentage, wie mon-fri'],
    fr: ['jours', 'jours de la semaine, comme mon-fri'],
    ja: ['曜日', 'mon-fri のような曜日'],
  },
  empty: {
    de: ['leer', 'was an einem Tag ohne Neues kommt'],
    fr: ['vide', 'que faire un jour sans nouveauté'],
    ja: ['空の日', '新着がない日の扱い'],
  },
  note: {
    de: ['notiz', 'Wörter ihres Titels oder ihre Kennung'],
    fr: ['note', 'mots de son titre, ou son identifiant'],
    ja: ['ノート', 'タイトルの言葉または ID'],
  },
  command: {
    de: ['befehl', 'welcher Befehl'],
    fr: ['commande', 'quelle commande'],
    ja: ['コマンド', 'どのコマンド'],
  },
  confirm: {
    de: ['sofort', 'yes: ohne Vorschau folgen'],
    fr: ['confirmer', 'yes : suivre sans aperçu'],
    ja: ['確認', 'yes：プレビューなしで追う'],
  },
  until: {
    de: ['bis', 'mit pause: das Datum, an dem es weitergeht'],
    fr: ['jusquau', 'avec pause : la date de reprise'],
    ja: ['まで', 'pause のとき：再開する日付'],
  },
  format: {
    de: ['format', 'Dateiformat'],
    fr: ['format', 'format du fichier'],
    ja: ['形式', 'ファイル形式'],
  },
  do: {
    de: ['aktion', 'preview, now, at 09:00, size 10, when-empty note, pause, resume, skip 2026-12-24'],
    fr: ['action', 'preview, now, at 09:00, size 10, when-empty note, pause, resume, skip 2026-12-24'],
    ja: ['操作', 'preview、now、at 09:00、size 10、when-empty note、pause、resume、skip 2026-12-24'],
  },
  more: {
    de: ['weitere', 'Arbeiten dieses Datums, für die kein Platz war'],
    fr: ['suite', 'articles de cette date qui n’ont pas eu de place'],
    ja: ['続き', 'その日に入りきらなかった論文'],
  },
  place: {
    de: ['ort', 'ein anderer Kanal, wie ihn ein Knopf nennt'],
    fr: ['lieu', 'un autre salon, tel qu’un bouton le nomme'],
    ja: ['場所', 'ボタンが示す別のチャンネル'],
  },
  undo: {
    de: ['zurück', 'yes: zurücknehmen'],
    fr: ['annuler', 'yes : annuler'],
    ja: ['取り消し', 'yes：取り消す'],
  },
  feed: {
    de: ['quelle', 'eine Quelle, mit dem, was nicht zu lesen war'],
    fr: ['source', 'une source, avec ce qui n’a pas pu être lu'],
    ja: ['フィード', '取得元のひとつと、読めなかった項目'],
  },
  who: {
    de: ['wer', 'anyone, owners oder Personen: @ada @bob'],
    fr: ['qui', 'anyone, owners ou des personnes : @ada @bob'],
    ja: ['だれ', 'anyone、owners、または @ada @bob'],
  },
};
