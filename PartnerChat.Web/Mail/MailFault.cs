using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace PartnerChat.Web.Mail;

/// <summary>What kept a mail from going, without its words: a server's answer may repeat the address.</summary>
/// <param name="Class">A short word for the log and the page of the server's health.</param>
/// <param name="IsFinal">The server will never take this mail.</param>
/// <param name="IsOfLine">The line is of no use; other mails would fare the same.</param>
internal sealed record MailFault(string Class, bool IsFinal, bool IsOfLine)
{
    private const int FirstPermanent = 500;

    /// <summary>Whether it is one of those that mails fail with, and no bug.</summary>
    public static bool IsKnown(Exception e) => e is SmtpCommandException or ProtocolException or ServiceNotConnectedException or ServiceNotAuthenticatedException
        or AuthenticationException or SslHandshakeException or SocketException or IOException or TimeoutException or NotSupportedException or ParseException or OperationCanceledException
        or System.Security.Authentication.AuthenticationException;

    /// <param name="isOpen">Whether the line was open: an answer to a mail is about the mail, any before it about the line.</param>
    public static MailFault Of(Exception e, bool isOpen) => e switch
    {
        SmtpCommandException answer => new MailFault(
            ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture),
            isOpen && (int)answer.StatusCode >= FirstPermanent && answer.ErrorCode != SmtpErrorCode.UnexpectedStatusCode,
            !isOpen || answer.StatusCode == SmtpStatusCode.ServiceNotAvailable),
        // No address that a mail can go to, or none that this server knows how to write.
        ParseException => new MailFault("address", true, false),
        NotSupportedException when isOpen => new MailFault("address", true, false),
        AuthenticationException or ServiceNotAuthenticatedException => new MailFault("sign-in", false, true),
        SslHandshakeException or System.Security.Authentication.AuthenticationException or NotSupportedException => new MailFault("tls", false, true),
        TimeoutException or OperationCanceledException => new MailFault("timeout", false, true),
        _ => new MailFault("line", false, true),
    };
}
