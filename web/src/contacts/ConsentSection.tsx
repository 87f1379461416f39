import { makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask, type Schemas } from '../api/client';
import { useMay } from '../api/session';
import { Ago } from '../parts/Ago';
import { Section } from '../parts/Page';
import { Failure, Shown } from '../parts/States';
import { useConsent } from './queries';
import { texts as all } from './texts';

const texts = all.consentOf;

type Change = Schemas['ConsentChange'];
type Line = Schemas['ConsentLine'];

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  inner: { marginInlineStart: tokens.spacingHorizontalXL },
  quiet: { color: tokens.colorNeutralForeground3 },
  source: { display: 'block', color: tokens.colorNeutralForeground3, marginInlineStart: '56px' },
});

const channelName = (channel: string) => texts.channels[channel] ?? channel;
const sourceName = (source: string) => texts.by[source] ?? source;

/** What a person agreed to and refused; who may writes down what they say. */
export function ConsentSection(props: { audience: string; person: string }) {
  const { audience, person } = props;
  const styles = useStyles();
  const queries = useQueryClient();
  const mayChange = useMay('data');
  const asked = useConsent(audience, person);
  const say = useMutation({
    mutationFn: (change: Change) =>
      ask(
        api.POST('/api/v1/people/{audience}/{key}/consent', {
          params: { path: { audience, key: person } },
          body: change,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['people'] }),
  });
  const nameOf = (line: Line) => (line.topic === undefined ? texts.everything(channelName(line.channel)) : line.title);
  return (
    <Section title={texts.title}>
      <Shown asked={asked} lines={3}>
        {({ lines, history, tracked }) => (
          <>
            <ul className={styles.list} aria-label={texts.title}>
              {lines.map((line) => (
                <li
                  key={`${line.channel} ${line.topic}`}
                  className={line.topic === undefined ? undefined : styles.inner}
                >
                  <Switch
                    label={nameOf(line)}
                    checked={line.allowed}
                    disabled={!mayChange}
                    onChange={(_, { checked }) =>
                      say.mutate({
                        channel: line.channel,
                        allowed: checked,
                        ...(line.topic === undefined ? {} : { topic: line.topic }),
                      })
                    }
                  />
                  <span className={styles.source}>
                    {line.at === undefined || line.source === undefined ? (
                      texts.byRow
                    ) : (
                      <>
                        {sourceName(line.source)} <Ago at={line.at} />
                      </>
                    )}
                  </span>
                </li>
              ))}
              <li>
                <Switch
                  label={texts.tracked}
                  checked={tracked}
                  disabled={!mayChange}
                  onChange={(_, { checked }) => say.mutate({ channel: 'tracking', allowed: checked })}
                />
              </li>
            </ul>
            {say.error && <Failure error={say.error} />}
            {history.length > 0 && <History entries={history} />}
          </>
        )}
      </Shown>
    </Section>
  );
}

function History(props: { entries: Schemas['ConsentEntry'][] }) {
  const styles = useStyles();
  return (
    <details>
      <summary>{texts.history}</summary>
      <ul className={styles.list} aria-label={texts.history}>
        {props.entries.map((it, index) => (
          <li key={`${it.at} ${index}`}>
            {channelName(it.channel)}
            {it.topic !== undefined && `, ${it.topic}`}: {it.allowed ? texts.allowed : texts.refused}{' '}
            <span className={styles.quiet}>
              {sourceName(it.source)} <Ago at={it.at} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
