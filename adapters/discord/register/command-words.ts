import type { Words } from './locales.ts';

export const topLevel: Readonly<Record<string, Words>> = {
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

export const commands: Readonly<Record<string, Words>> = {
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
