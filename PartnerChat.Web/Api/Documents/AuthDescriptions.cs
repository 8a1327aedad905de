using Microsoft.AspNetCore.Http.Metadata;

namespace PartnerChat.Web.Api.Documents;

/// <summary>What the document says of Identity's own routes.</summary>
internal static class AuthDescriptions
{
    private static readonly (string Path, string Method, string Summary, string Description, int[] Refusals)[] Routes =
    [
        ("register", "POST", "Make an account", "It works at once. A password has 12 to 128 characters; what everybody would guess first is refused.", [400]),
        ("login", "POST", "Sign in", "Gives an access token, good for an hour, and a refresh token. Each sign-in is a session of its own. An account with a second factor is answered 401 with the detail `RequiresTwoFactor`, and signs in with `twoFactorCode` or `twoFactorRecoveryCode` besides its password.", [400, 401]),
        ("refresh", "POST", "New tokens for the old", "The session stays the same.", [400, 401]),
        ("manage/info", "GET", "The account", "Its e-mail address.", [404]),
        ("manage/info", "POST", "Change the password", "Ends every session of the account, this one too.", [400, 404]),
    ];

    public static void Describe(EndpointBuilder endpoint)
    {
        var path = ((RouteEndpointBuilder)endpoint).RoutePattern.RawText!;
        var methods = endpoint.Metadata.OfType<IHttpMethodMetadata>().SelectMany(m => m.HttpMethods).ToList();
        foreach (var route in Routes.Where(r => path.EndsWith($"/auth/{r.Path}", StringComparison.Ordinal) && methods.Contains(r.Method)))
        {
            endpoint.Metadata.Add(new EndpointSummaryAttribute(route.Summary));
            endpoint.Metadata.Add(new EndpointDescriptionAttribute(route.Description));
            Descriptions.AddRefusals(endpoint, route.Refusals);
        }
    }
}
