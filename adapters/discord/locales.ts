/**
 * Names and descriptions as Discord shows them, by Discord's locale. What is missing here is shown in English.
 * Names: `^[-_'\p{L}\p{N}]{1,32}$`, lower case; descriptions: at most 100 characters
 * (docs.discord.com, application-commands).
 */
export const languages = ['de', 'fr', 'ja'] as const;
export type Language = (typeof languages)[number];

export interface Wording {
  readonly name: string;
  readonly description: string;
}

type Words = Readonly<Record<Language, readonly [name: string, description: string]>>;

const topLevel: Readonly<Record<string, Words>> = {
  papers: {
    de: ['papers', 'Wissenschaftliche Arbeiten nachschlagen'],
    fr: ['papers', 'Consulter des articles de recherche'],
    ja: ['papers', '研究論文を調べる'],
  },
  'papers-admin': {
    de: ['papers-admin', 'Festlegen, welchen Themen dieser Kanal folgt und wann die Übersicht kommt'],
    fr: ['papers-admin', 'Choisir les sujets suivis par ce salon et l’heure du résumé'],
    ja: ['papers-admin', 'このチャンネルが追うトピックと配信時刻を決める'],
  },
  'Find related papers': {
    de: ['Ähnliche Arbeiten finden', ''],
    fr: ['Trouver des articles liés', ''],
    ja: ['関連論文を探す', ''],
  },
};

const commands: Readonly<Record<string, Words>> = {
  search: {
    de: ['suche', 'Arbeiten und Forschungsnotizen finden'],
    fr: ['recherche', 'Trouver des articles et des notes de recherche'],
    ja: ['検索', '論文と研究ノートを探す'],
  },
  paper: {
    de: ['arbeit', 'Eine Arbeit zeigen: Zusammenfassung, Angaben, Links, verwandte Notizen'],
    fr: ['article', 'Afficher un article : résumé, données, liens, notes liées'],
    ja: ['論文', '論文を表示：要旨、情報、リンク、関連ノート'],
  },
  similar: {
    de: ['ähnlich', 'Arbeiten und Notizen, die einer am nächsten sind'],
    fr: ['similaires', 'Articles et notes les plus proches'],
    ja: ['類似', '似ている論文とノート'],
  },
  topics: {
    de: ['themen', 'Worum es in den Notizen geht'],
    fr: ['sujets', 'Les sujets des notes'],
    ja: ['トピック', 'ノートのトピック一覧'],
  },
  notes: {
    de: ['notizen', 'Die Notizen eines Themas'],
    fr: ['notes', 'Les notes d’un sujet'],
    ja: ['ノート一覧', 'トピックのノート'],
  },
  note: {
    de: ['notiz', 'Eine Notiz und die Arbeiten dazu'],
    fr: ['note', 'Une note et les articles liés'],
    ja: ['ノート', 'ノートと関連論文'],
  },
  feeds: {
    de: ['quellen', 'Woher neue Arbeiten kommen, wann zuletzt, und was gerade wartet'],
    fr: ['sources', 'D’où viennent les nouveaux articles, quand, et ce qui attend'],
    ja: ['フィード', '新しい論文の取得元、前回の取得、待機の理由'],
  },
  corpus: {
    de: ['bestand', 'Was hier durchsucht werden kann'],
    fr: ['corpus', 'Ce qui peut être consulté ici'],
    ja: ['コーパス', 'ここで検索できるもの'],
  },
  help: {
    de: ['hilfe', 'Alle Befehle, oder einer genau'],
    fr: ['aide', 'Toutes les commandes, ou une en détail'],
    ja: ['ヘルプ', 'コマンドの一覧と説明'],
  },
  follow: {
    de: ['folgen', 'Diesen Kanal einem Thema folgen lassen'],
    fr: ['suivre', 'Faire suivre un sujet à ce salon'],
    ja: ['フォロー', 'このチャンネルでトピックを追う'],
  },
  unfollow: {
    de: ['entfolgen', 'Einem Thema nicht mehr folgen'],
    fr: ['arrêter', 'Ne plus suivre un sujet'],
    ja: ['フォロー解除', 'トピックを追うのをやめる'],
  },
  following: {
    de: ['gefolgt', 'Welchen Themen dieser Kanal folgt'],
    fr: ['suivis', 'Les sujets suivis par ce salon'],
    ja: ['フォロー中', 'このチャンネルが追うトピック'],
  },
  digest: {
    de: ['übersicht', 'Wann und wie die tägliche Übersicht kommt'],
    fr: ['résumé', 'Quand et comment arrive le résumé du jour'],
    ja: ['ダイジェスト', '毎日のダイジェストの時刻と内容'],
  },
  why: {
    de: ['warum', 'Warum eine Arbeit kam oder nicht'],
    fr: ['pourquoi', 'Pourquoi un article est venu, ou non'],
    ja: ['理由', '論文が届いた理由、届かなかった理由'],
  },
  status: {
    de: ['stand', 'Letzte und nächste Ausgabe, Rückstand, Störungen'],
    fr: ['état', 'Dernier et prochain numéro, retard, pannes'],
    ja: ['状態', '前回と次回の配信、未配信、障害'],
  },
  save: {
    de: ['merken', 'Eine Arbeit auf die Leseliste setzen'],
    fr: ['garder', 'Ajouter un article à la liste de lecture'],
    ja: ['保存', '論文を読書リストに加える'],
  },
  saved: {
    de: ['gemerkt', 'Die Leseliste'],
    fr: ['gardés', 'La liste de lecture'],
    ja: ['保存済み', '読書リスト'],
  },
  hide: {
    de: ['ausblenden', 'Eine Arbeit ist nichts für uns'],
    fr: ['masquer', 'Un article n’est pas pour nous'],
    ja: ['非表示', 'この論文は不要'],
  },
  export: {
    de: ['export', 'Die Leseliste als BibTeX, JSON oder CSV'],
    fr: ['export', 'La liste de lecture en BibTeX, JSON ou CSV'],
    ja: ['エクスポート', '読書リストを書き出す'],
  },
  allow: {
    de: ['erlauben', 'Wer hier ändern darf, wem gefolgt wird'],
    fr: ['autoriser', 'Qui peut changer ce qui est suivi'],
    ja: ['許可', '追う内容を変えられる人'],
  },
};

const options: Readonly<Record<string, Words>> = {
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

const tables = { topLevel, commands, options };

/** In one language, or nothing where it has no words for it. */
export function wordingOf(table: keyof typeof tables, name: string, language: Language): Wording | undefined {
  const [localName, description] = tables[table][name]?.[language] ?? [];
  return localName === undefined ? undefined : { name: localName, description: description ?? '' };
}
