import postgres from "postgres";

export type Listening = {
  /** Hangs up and listens anew over another connection. */
  renew: () => void;
  close: () => Promise<void>;
};

export type ListenWish = {
  url: string;
  applicationName: string;
  /** What to do with the calls of each channel. */
  channels: Record<string, (payload: string) => void>;
  /** Called each time a channel is listened to from now on: calls of before may have been missed. */
  onListening: () => void;
  onTrouble: (error: Error) => void;
};

/** Listens to PostgreSQL's own calls over a connection that does nothing else, and again whenever it was lost. */
export function openListening(wish: ListenWish): Listening {
  const begin = () => {
    const sql = postgres(wish.url, {
      max: 1,
      onnotice: () => {},
      connection: { application_name: wish.applicationName },
    });
    for (const [channel, take] of Object.entries(wish.channels)) {
      sql.listen(channel, take, wish.onListening).catch((error: Error) => wish.onTrouble(error));
    }
    return sql;
  };
  const hangUp = (sql: postgres.Sql) => sql.end({ timeout: 1 }).catch((error: Error) => wish.onTrouble(error));
  let current = begin();
  return {
    renew() {
      void hangUp(current);
      current = begin();
    },
    async close() {
      await hangUp(current);
    },
  };
}
