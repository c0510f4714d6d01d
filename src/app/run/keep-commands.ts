/** The commands that keep what the bot remembers, and how they are used. */
export const keepUsages = {
  backup:
    'Usage: paperboy backup FILE\n  Writes all that the bot remembers to a new file. With DATABASE_URL, the bot may run meanwhile.\n',
  restore:
    'Usage: paperboy restore FILE\n  Fills an empty database, or a new data folder, from a backup. Stop the bot before.\n',
  move: 'Usage: paperboy move --to postgres://user:password@host/name\n  Copies all that the bot remembers to an empty PostgreSQL database. Stop the bot before.\n',
};

/** A command line that keeps data: `backup`, `restore`, … */
export type KeepCommand = keyof typeof keepUsages;

/** Whether a word is such a command. */
export const isKeepCommand = (word: string | undefined): word is KeepCommand =>
  word !== undefined && Object.hasOwn(keepUsages, word);
