using System.Globalization;
using System.Net;
using MailKit.Security;
using MimeKit;

namespace PartnerChat.Web.Mail;

/// <summary>How mails leave this server.</summary>
/// <param name="Smtp">By this server; null: none is sent.</param>
/// <param name="IsShown">Development: they are shown on a page instead.</param>
/// <param name="PublicUrl">What links begin with. Empty in Development without <c>PublicUrl</c>: there they are paths, for the page that shows them.</param>
internal sealed record MailSetup(SmtpSettings? Smtp, bool IsShown, string PublicUrl)
{
    public bool IsOn => IsShown || Smtp is not null;
}

/// <summary>The section <c>Smtp</c> of the configuration.</summary>
internal sealed record SmtpSettings(string Host, int Port, SecureSocketOptions Security, string? User, string? Password, MailboxAddress From)
{
    private const string Section = "Smtp";

    private static readonly Dictionary<string, (SecureSocketOptions Option, int Port)> Securities = new(StringComparer.OrdinalIgnoreCase)
    {
        ["starttls"] = (SecureSocketOptions.StartTls, 587),
        ["tls"] = (SecureSocketOptions.SslOnConnect, 465),
        ["none"] = (SecureSocketOptions.None, 25),
    };

    /// <summary>Reads it; null if there is none. Each thing that is wrong is said.</summary>
    public static SmtpSettings? Read(IConfiguration configuration, ICollection<string> problems)
    {
        var section = configuration.GetSection(Section);
        if (!section.GetChildren().Any(c => !string.IsNullOrWhiteSpace(c.Value))) return null;

        var host = Value("Host") ?? "";
        if (host is "" || host.Contains("://", StringComparison.Ordinal) || Uri.CheckHostName(host) == UriHostNameType.Unknown)
            problems.Add("Smtp__Host: the name of the server, without scheme and port, as mail.example.org.");
        var word = Value("Security") ?? "starttls";
        if (!Securities.TryGetValue(word, out var security)) problems.Add($"Smtp__Security: starttls, tls or none, not \"{word}\".");
        else if (security.Option == SecureSocketOptions.None && !IsHere(host))
            problems.Add("Smtp__Security: none is for a server on this machine alone; what is sent elsewhere is encrypted.");
        var port = security.Port;
        if (Value("Port") is { } typed && (!int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > ushort.MaxValue))
            problems.Add($"Smtp__Port: a number from 1 to 65535, not \"{typed}\".");
        var (user, password) = (Value("User"), Value("Password"));
        if (user is null != password is null) problems.Add("Smtp__User and Smtp__Password: both or neither.");
        if (!MailboxAddress.TryParse(Value("From") ?? "", out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
            problems.Add("Smtp__From: the address that mails come from, as PartnerChat <partnerchat@example.org>.");
        if (!Uri.TryCreate(configuration["PublicUrl"], UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
            problems.Add("PublicUrl: where people reach this server, as https://chat.example.org. Links in mails begin with it; a request's host could be anybody's.");
        return problems.Count > 0 ? null : new SmtpSettings(host, port, security.Option, user, password, from!);

        string? Value(string key) => section[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
    }

    private static bool IsHere(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
