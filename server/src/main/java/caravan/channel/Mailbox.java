package caravan.channel;

import caravan.workspace.Returns;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;

/** A folder of a mailbox, open to be read (IMAP, RFC 9051). For one thread. */
final class Mailbox implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final Returns settings;
  private final Store store;
  private final IMAPFolder folder;

  private Mailbox(Returns settings, Store store, IMAPFolder folder) {
    this.settings = settings;
    this.store = store;
    this.folder = folder;
  }

  /**
   * A mail in the folder.
   *
   * @param id never another's in the same folder, unless that was made anew
   */
  record Mail(Id id, Message message) {}

  /** Tells a mail from all others: RFC 9051, 2.3.1.1. */
  record Id(long validity, long uid) {}

  /**
   * Signs in and opens the folder; encrypted, but on this machine.
   *
   * @param trust whom TLS believes
   */
  static Mailbox open(Returns settings, String password, SSLContext trust)
      throws MessagingException {
    var protocol = settings.isImplicitTls() ? "imaps" : "imap";
    var properties = properties(settings, protocol);
    properties.put("mail." + protocol + ".ssl.socketFactory", trust.getSocketFactory());
    var store = Session.getInstance(properties).getStore(protocol);
    try {
      store.connect(settings.host(), settings.port(), settings.user(), password);
      var folder = (IMAPFolder) store.getFolder(settings.folder());
      folder.open(Folder.READ_WRITE);
      return new Mailbox(settings, store, folder);
    } catch (MessagingException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private static Properties properties(Returns settings, String protocol) {
    var encrypts = String.valueOf(!settings.isImplicitTls() && !isHere(settings.host()));
    var millis = String.valueOf(TIMEOUT.toMillis());
    var properties = new Properties();
    var start = "mail." + protocol + ".";
    properties.put(start + "starttls.enable", encrypts);
    properties.put(start + "starttls.required", encrypts);
    properties.put(start + "ssl.checkserveridentity", "true");
    properties.put(start + "auth.mechanisms", "PLAIN LOGIN");
    properties.put(start + "connectiontimeout", millis);
    properties.put(start + "timeout", millis);
    properties.put(start + "writetimeout", millis);
    properties.put(start + "peek", "true"); // to read a mail does not mark it
    properties.put(start + "partialfetch", "false");
    return properties;
  }

  private static boolean isHere(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  /** The mails in the folder, the oldest first; without those that are only not swept out yet. */
  List<Mail> mails() throws MessagingException {
    var messages = folder.getMessages();
    var profile = new FetchProfile();
    profile.add(UIDFolder.FetchProfileItem.UID);
    profile.add(FetchProfile.Item.FLAGS);
    profile.add(FetchProfile.Item.SIZE);
    folder.fetch(messages, profile);
    var validity = folder.getUIDValidity();
    var mails = new ArrayList<Mail>();
    for (var message : messages) {
      if (!message.isSet(Flags.Flag.DELETED)) {
        mails.add(new Mail(new Id(validity, folder.getUID(message)), message));
      }
    }
    return mails;
  }

  /** A mail as it was received. */
  static byte[] bytes(Mail mail) throws MessagingException, IOException {
    var bytes = new ByteArrayOutputStream();
    mail.message().writeTo(bytes);
    return bytes.toByteArray();
  }

  /**
   * Moves a mail to the folder of those that are done with. Where the server cannot move it is
   * copied and marked as deleted: the server sweeps it out when it likes to.
   */
  void done(Mail mail) throws MessagingException {
    var done = store.getFolder(settings.done());
    if (!done.exists() && !done.create(Folder.HOLDS_MESSAGES)) {
      throw new MessagingException("the folder '" + settings.done() + "' cannot be made");
    }
    var some = new Message[] {mail.message()};
    if (((IMAPStore) store).hasCapability("MOVE")) {
      folder.moveMessages(some, done);
    } else {
      folder.copyMessages(some, done);
      mail.message().setFlag(Flags.Flag.DELETED, true);
    }
  }

  @Override
  public void close() throws MessagingException {
    try {
      folder.close(false);
    } finally {
      store.close();
    }
  }
}
