import { Button, Dropdown, makeStyles, Option, Text, tokens } from '@fluentui/react-components';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { Ago } from '../parts/Ago';
import { Confirm } from '../parts/Confirm';
import { Listing, type Column } from '../parts/Listing';
import { given, useListState } from '../parts/listState';
import { NavLink } from '../parts/NavLink';
import { Section } from '../parts/Page';
import { usePaged } from '../parts/paged';
import { Empty } from '../parts/States';
import { texts as all } from './texts';

const texts = all.troubles;

type Trouble = Schemas['Trouble'];
type Kind = Trouble['kind'];

const KINDS: Kind[] = ['unknown', 'failed', 'deferred'];

const useStyles = makeStyles({
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
  said: { display: 'block', whiteSpace: 'normal', color: tokens.colorNeutralForeground3, maxWidth: '420px' },
});

function useTroubles(kind: string | undefined) {
  return usePaged(['sending', 'troubles'], [kind], (cursor) =>
    ask(api.GET('/api/v1/sending/troubles', { params: { query: given({ kind, cursor, limit: 50 }) } })),
  );
}

/** What somebody is about to do with some messages. */
interface Doing {
  what: 'resend' | 'drop';
  some: Schemas['SomeTroubles'];
}

/** Messages that are not through, to be sent again or given up. */
export function Troubles() {
  const styles = useStyles();
  const state = useListState(['kind']);
  const kind = state.filter('kind') as Kind | undefined;
  const query = useTroubles(kind);
  const mayEdit = useMay('edit');
  const [doing, setDoing] = useState<Doing>();
  const columns: Column<Trouble>[] = [
    {
      name: texts.person,
      cell: (it) =>
        it.person == null ? (
          texts.gone
        ) : (
          <NavLink to={`/audience/contacts/${encodeURIComponent(it.audience)}/${encodeURIComponent(it.person)}`}>
            {it.person}
          </NavLink>
        ),
    },
    { name: texts.message, cell: (it) => it.message },
    { name: texts.journey, cell: (it) => it.journey },
    {
      name: texts.what,
      cell: (it) => (
        <>
          {texts.kinds[it.kind]}
          {it.reason && ` · ${all.troubles.reasons[it.reason] ?? it.reason}`}
          {it.detail && <Text className={styles.said}>{it.detail}</Text>}
        </>
      ),
    },
    { name: texts.attempts, numeric: true, cell: (it) => it.attempts },
    { name: texts.at, cell: (it) => <Ago at={it.at} /> },
    ...(mayEdit
      ? [
          {
            name: '',
            cell: (it: Trouble) => (
              <div className={styles.actions}>
                <Button size="small" onClick={() => setDoing({ what: 'resend', some: { ids: [it.id] } })}>
                  {texts.resend}
                </Button>
                <Button
                  size="small"
                  appearance="subtle"
                  onClick={() => setDoing({ what: 'drop', some: { ids: [it.id] } })}
                >
                  {texts.drop}
                </Button>
              </div>
            ),
          },
        ]
      : []),
  ];
  return (
    <Section title={texts.title}>
      <Listing
        label={texts.title}
        columns={columns}
        query={query}
        state={state}
        searchable={false}
        rowKey={(it) => it.id}
        filters={
          <>
            <Dropdown
              aria-label={texts.what}
              value={kind === undefined ? texts.everything : texts.kinds[kind]}
              selectedOptions={[kind ?? '']}
              onOptionSelect={(_, { optionValue }) => state.filterBy('kind', optionValue)}
            >
              <Option value="">{texts.everything}</Option>
              {KINDS.map((it) => (
                <Option key={it} value={it}>
                  {texts.kinds[it]}
                </Option>
              ))}
            </Dropdown>
            {mayEdit && kind !== undefined && (
              <>
                <Button onClick={() => setDoing({ what: 'resend', some: { kind } })}>{texts.resendAll}</Button>
                <Button onClick={() => setDoing({ what: 'drop', some: { kind } })}>{texts.dropAll}</Button>
              </>
            )}
          </>
        }
        empty={<Empty title={texts.none} hint={texts.noneHint} />}
      />
      {doing && <Sure doing={doing} onClose={() => setDoing(undefined)} />}
    </Section>
  );
}

function Sure(props: { doing: Doing; onClose: () => void }) {
  const queries = useQueryClient();
  const { what, some } = props.doing;
  const one = some.ids != null;
  return (
    <Confirm
      title={what === 'resend' ? texts.resendTitle(one) : texts.dropTitle(one)}
      action={what === 'resend' ? texts.resend : texts.drop}
      onClose={props.onClose}
      onConfirm={async () => {
        await (what === 'resend'
          ? api.POST('/api/v1/sending/troubles/resend', { body: some })
          : api.POST('/api/v1/sending/troubles/drop', { body: some }));
        await queries.invalidateQueries({ queryKey: ['sending'] });
      }}
    >
      {what === 'resend' ? texts.resendText : texts.dropText}
    </Confirm>
  );
}
