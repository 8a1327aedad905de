using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace PartnerChat.Web.Security;

/// <summary>Signs a socket in by the <c>ticket</c> in its query.</summary>
internal sealed class SocketTicketHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, SocketTickets tickets)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ticket";
    private const string SocketPath = "/api/realtime/partner-chat";

    public static bool IsFor(HttpRequest request) => request.Path.StartsWithSegments(SocketPath) && request.Query.ContainsKey("ticket");

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync() =>
        await tickets.RedeemAsync(Request.Query["ticket"].ToString(), Context.RequestAborted) is { } who
            ? AuthenticateResult.Success(new AuthenticationTicket(who, Scheme.Name))
            : AuthenticateResult.NoResult();
}
