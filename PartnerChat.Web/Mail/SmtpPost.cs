using MailKit;
using MailKit.Net.Smtp;
using MimeKit;
using MimeKit.Utils;

namespace PartnerChat.Web.Mail;

/// <summary>Carries letters to the configured server.</summary>
internal sealed class SmtpPost(MailSetup setup) : IPost
{
    private static readonly TimeSpan StepTakesAtMost = TimeSpan.FromSeconds(30);

    public async Task<IPostLine> OpenAsync(CancellationToken ct)
    {
        var smtp = setup.Smtp ?? throw new InvalidOperationException("No server is configured.");
        var client = new SmtpClient { Timeout = (int)StepTakesAtMost.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(smtp.Host, smtp.Port, smtp.Security, ct);
            if (smtp is { User: { } user, Password: { } password }) await client.AuthenticateAsync(user, password, ct);
            return new Line(client, smtp.From);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>The letter as it travels.</summary>
    internal static MimeMessage ToMessage(Letter letter, MailboxAddress from)
    {
        var message = new MimeMessage(new[] { from }, new[] { MailboxAddress.Parse(letter.To) }, letter.Subject, new BodyBuilder { TextBody = letter.Text, HtmlBody = letter.Html }.ToMessageBody())
        {
            Date = letter.At,
            // The same at each attempt: who gets it twice can tell.
            MessageId = $"{letter.Id:N}@{from.Domain}",
        };
        // No machine answers a machine (RFC 3834).
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ContentLanguage, letter.Language);
        return message;
    }

    private sealed class Line(SmtpClient client, MailboxAddress from) : IPostLine
    {
        public async Task SendAsync(Letter letter, CancellationToken ct)
        {
            using var message = ToMessage(letter, from);
            await client.SendAsync(FormatOptions.Default, message, ct);
        }

        public async ValueTask DisposeAsync()
        {
            try
            {
                if (client.IsConnected) await client.DisconnectAsync(quit: true, CancellationToken.None);
            }
            catch (Exception e) when (MailFault.IsKnown(e))
            {
                // It goes either way.
            }

            client.Dispose();
        }
    }
}
