namespace PartnerChat.Data.Mail;

/// <summary>Writes the mail that tells a partner of the end. It is queued in the transaction of the end: a server that dies after that has told them, and one that dies before has ended nothing.</summary>
public interface IPartingMail
{
    /// <summary>The row to be queued; null if that partner is told nothing by mail.</summary>
    QueuedMail? WriteTo(MailRecipient partner);
}

/// <summary>Where nothing sends mails.</summary>
internal sealed class NoPartingMail : IPartingMail
{
    public QueuedMail? WriteTo(MailRecipient partner) => null;
}
