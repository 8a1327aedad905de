using System.Net;
using System.Text.RegularExpressions;

namespace PartnerChat.Tests.Fixtures;

/// <summary>Somebody at a browser without scripts: opens pages, fills in their forms. Cookies are kept.</summary>
public sealed partial class Browser(HttpClient client)
{
    public Task<HttpResponseMessage> OpenAsync(string path) => client.GetAsync(path, TestContext.Current.CancellationToken);

    public async Task<string> ReadAsync(string path) => await TextOf(await OpenAsync(path));

    /// <summary>Opens the page and sends its form of that name (or to that address) with these fields.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await ReadAsync(path);
        var html = Forms().Matches(page).Select(m => m.Value).First(f => f.Contains($"value=\"{form}\"", StringComparison.Ordinal) || f.Contains($"action=\"{form}\"", StringComparison.Ordinal));
        var sent = Hidden().Matches(html).Select(m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)))
            .Where(h => fields.All(f => f.Name != h.Key))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        var action = Action().Match(html) is { Success: true } own ? own.Groups[1].Value : path;
        return await client.PostAsync(action, new FormUrlEncodedContent(sent), TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields) =>
        client.PostAsync(path, new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))), TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => client.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Makes an account by a form with name, e-mail and password; returns the e-mail.</summary>
    public async Task<(string Email, HttpResponseMessage Answer)> RegisterAsync(string name, string path = "/account/register")
    {
        var email = $"{Guid.NewGuid():N}@example.org";
        return (email, await SubmitAsync(path, "registration", ("Input.Name", name), ("Input.Email", email), ("Input.Password", "a lamp in the window")));
    }

    /// <summary>The path of the invitation that the waiting page shows.</summary>
    public async Task<string> ReadInvitationAsync() => new Uri(InviteLink().Match(await ReadAsync("/invite")).Groups[1].Value).AbsolutePath;

    public static async Task<string> TextOf(HttpResponseMessage response) =>
        WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    /// <summary>What a page says, without what the framework hides around it.</summary>
    public static string MainOf(string page) => MainPart().Match(page).Value;

    [GeneratedRegex("<main.*?</main>", RegexOptions.Singleline)]
    private static partial Regex MainPart();

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("<form[^>]* action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("<code[^>]*>([^<]+)</code>")]
    private static partial Regex InviteLink();
}
