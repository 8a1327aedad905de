using System.Globalization;
using System.Net;
using System.Text.Json;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Tests.EndToEnd;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Tests.Fixtures.NaughtyStrings;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Api;

/// <summary>Exporting, at the door.</summary>
public sealed class ExportApiTests(ChatServer server) : IClassFixture<ChatServer>
{
    private const string Messages = "/api/partner-messages";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_OfEverything_HasTheDocumentedFormAndSaysThatItIsWhole()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var (first, second) = (await couple.SayAsync("See you at six?"), await couple.SayAsync("a secret"));
        await couple.A.SendAsync(HttpMethod.Patch, $"{Messages}/messages/{first}", new { content = "See you at seven?" });
        await couple.A.SendAsync(HttpMethod.Delete, $"{Messages}/messages/{second}");
        await couple.B.SendAsync(HttpMethod.Put, $"{Messages}/messages/{first}/reactions/❤️");
        await server.Get<SettingsService>().ChangeAsync(couple.Accounts.B.Id, new(ReadReceipts: false), Ct);

        var export = await ExportAsync(couple.B, couple, "json");

        Assert.Equal((HttpStatusCode.OK, "application/json"), (export.Status, export.ContentType));
        using var schema = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "export.schema.json"), Ct));
        Assert.Empty(new JsonSchema(schema.RootElement).Faults(schema.RootElement, export.Json));
        Assert.Equal(schema.RootElement.GetProperty("required").EnumerateArray().Select(r => r.GetString()), export.Json.EnumerateObject().Select(p => p.Name));
        var message = Assert.Single(export["messages"].EnumerateArray());
        Assert.Equal("See you at six?", message.GetProperty("edits")[0].GetProperty("content").GetString());
        Assert.Equal("receipts_off", Assert.Single(export["notices"].EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal("partner_b", export["exported_by"].GetString());
        Assert.DoesNotContain("secret", export.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_OfNaughtyStrings_GivesThemBackAsTheyWere()
    {
        using var couple = await ApiCouple.JoinAsync(server);
        var said = await Conversation.OfAsync(server, couple.Accounts);
        foreach (var naughty in Naughty.Sendable) await said.SayAsync(couple.Accounts.A.Id, naughty);

        var export = await ExportAsync(couple.A, couple, "json");

        Assert.True(Naughty.Sendable.Count > 400);
        Assert.Equal(Naughty.Sendable, export["messages"].EnumerateArray().Select(m => m.GetProperty("content").GetString()));
    }

    [Theory]
    [InlineData("json", "\"admin_name\":\"Ines\",\"reason\":\"A <report>\"")]
    [InlineData("html", "A &lt;report&gt;")]
    public async Task Look_OfAnAdmin_IsInItWithItsReason(string format, string told)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("Hello");
        // As the owner: the role of the app sees nothing of what another session does.
        await using var owner = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = owner.CreateCommand(
            """INSERT INTO notices (id, conversation_id, kind, at, details) VALUES (gen_random_uuid(), $1, 'inspected', now(), '{"name": "Ines", "reason": "A <report>", "to": "2026-11-23T14:09:00Z", "pages": [1, 2]}')""");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.Parse(couple.ConversationId) });
        await command.ExecuteNonQueryAsync(Ct);

        var export = await ExportAsync(couple.B, couple, format);

        Assert.Contains("Ines", export.Text, StringComparison.Ordinal);
        Assert.Contains(told, export.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "Europe/Berlin", "lang=\"de\" dir=\"ltr\"", "Hier endet der Export")]
    [InlineData("ar", "Asia/Beirut", "lang=\"ar\" dir=\"rtl\"", "هنا ينتهي التصدير")]
    public async Task Html_InALanguageAndZone_IsWhole(string language, string zone, string root, string end)
    {
        using var couple = await ApiCouple.JoinAsync(server);
        await couple.SayAsync("Hello");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Messages}/export?conversation_id={couple.ConversationId}&format=html&zone={zone}");
        request.Headers.Add("Accept-Language", language);

        var export = await couple.A.SendAsync(request);

        Assert.Equal("text/html", export.ContentType);
        Assert.Contains(root, export.Text, StringComparison.Ordinal);
        Assert.Contains(zone, export.Text, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", export.Text, StringComparison.Ordinal);
        Assert.Contains(end, export.Text[export.Text.IndexOf("<footer", StringComparison.Ordinal)..], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html")]
    [InlineData("json")]
    public async Task File_ToSave_HasANameThatTellsNobodyWhoseItIs(string format)
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);

        using var answer = await nora.Http.GetAsync(AddressOf(nora, format), Ct);

        Assert.Matches($"^attachment; filename=conversation-\\d{{4}}-\\d\\d-\\d\\d\\.{format}$", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Theory]
    [InlineData("&format=pdf", "format")]
    [InlineData("&format=", "format")]
    [InlineData("", "format")]
    [InlineData("&format=html&zone=Moon/Base", "zone")]
    [InlineData("&format=html&zone=", "zone")]
    public async Task Export_OfNoForm_SaysWhichFieldIsWrong(string query, string field)
    {
        using var couple = await ApiCouple.JoinAsync(server);

        var answer = await couple.A.GetAsync($"{Messages}/export?conversation_id={couple.ConversationId}{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer["errors"].EnumerateObject().Select(e => e.Name));
    }

    [Fact]
    public async Task Reader_ThatStopsReading_HoldsNoConnectionAndNobodyUp()
    {
        var (nora, sami) = await LongAsync();
        var progress = new List<ExportState>();
        using var following = server.Get<ExportsUnderWay>().Follow(nora.Account.Id, progress.Add);
        using var stuck = await nora.Http.GetAsync(AddressOf(nora, "json"), HttpCompletionOption.ResponseHeadersRead, Ct);

        await Eventually.HoldsAsync(() => progress.Count > 0, Ct);
        await Eventually.HoldsAsync(async () => await CountBusyAsync() == 0, Ct);
        await sami.SendAsync("Are you there?");
        using var second = await sami.Http.GetAsync(AddressOf(sami, "json"), HttpCompletionOption.ResponseHeadersRead, Ct);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Null(progress[^1].Outcome);
    }

    [Fact]
    public async Task Client_ThatGoesAway_EndsTheReadingAndCanStartAgain()
    {
        var (nora, _) = await LongAsync();
        ExportState? last = null;
        using var following = server.Get<ExportsUnderWay>().Follow(nora.Account.Id, state => last = state);

        using (await nora.Http.GetAsync(AddressOf(nora, "html"), HttpCompletionOption.ResponseHeadersRead, Ct)) await Eventually.HoldsAsync(() => last is not null, Ct);

        await Eventually.HoldsAsync(() => last!.Outcome == ExportOutcome.Broken, Ct);
        Assert.True(last!.Done < last.Of);
        var again = await nora.Http.GetStringAsync(AddressOf(nora, "html"), Ct);
        Assert.EndsWith("</html>\n", again, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => last.Outcome == ExportOutcome.Done, Ct);
    }

    [Fact]
    public async Task SignedOut_OnItsWay_BreaksOff()
    {
        var (nora, _) = await LongAsync();
        using var answer = await nora.Http.GetAsync(AddressOf(nora, "json"), HttpCompletionOption.ResponseHeadersRead, Ct);

        using var gone = await nora.Http.PostAsync("/api/auth/logout", null, Ct);

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task Stopped_ByItsUser_BreaksOff()
    {
        var (nora, _) = await LongAsync();
        ExportState? last = null;
        using var following = server.Get<ExportsUnderWay>().Follow(nora.Account.Id, state => last = state);
        using var answer = await nora.Http.GetAsync(AddressOf(nora, "json"), HttpCompletionOption.ResponseHeadersRead, Ct);
        await Eventually.HoldsAsync(() => last is not null, Ct);

        server.Get<ExportsUnderWay>().Stop(nora.Account.Id, last!.Id);

        await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.ReadAsStringAsync(Ct));
        await Eventually.HoldsAsync(() => last.Outcome == ExportOutcome.Stopped, Ct);
    }

    // More than fits into what stands between the two.
    private async Task<(ApiPartner Nora, ApiPartner Sami)> LongAsync()
    {
        var couple = await server.NewCoupleAsync();
        await LongHistory.FillAsync(server, couple, 40_000);
        var address = new Uri(server.BaseUrl);
        var conversationId = (await server.Get<ChatService>().VisitAsync(couple.A.Id, Ct)).Value!.Participant.ConversationId;
        return (
            await ApiPartner.SignInAsync(address, couple.A, conversationId, PartnerChat.Data.Relationships.PartnerSide.A),
            await ApiPartner.SignInAsync(address, couple.B, conversationId, PartnerChat.Data.Relationships.PartnerSide.B));
    }

    private async Task<long> CountBusyAsync()
    {
        // As the owner: the role of the app sees nothing of what another session does.
        await using var owner = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = owner.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'partnerchat' AND state <> 'idle' AND (state LIKE 'idle in%' OR now() - query_start > interval '1 second')");
        return Convert.ToInt64(await command.ExecuteScalarAsync(Ct), CultureInfo.InvariantCulture);
    }

    private static string AddressOf(ApiPartner partner, string format) => $"{Messages}/export?conversation_id={partner.ConversationId}&format={format}";

    private static Task<ApiAnswer> ExportAsync(ApiClient by, ApiCouple couple, string format) => by.GetAsync($"{Messages}/export?conversation_id={couple.ConversationId}&format={format}");
}
