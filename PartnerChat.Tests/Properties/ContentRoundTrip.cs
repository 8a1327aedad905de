using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Api;

namespace PartnerChat.Tests.Properties;

/// <summary>What is accepted comes back as it was stored, byte for byte; what is not is refused and leaves nothing.</summary>
public sealed class ContentRoundTrip(ChatServer server) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Send_AnyText_ComesBackAsTheModelSays()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);

        await Texts.Storable.SampleAsync(
            async text =>
            {
                var (error, expected) = ContentModel.Check(text);
                var before = await CountAsync(nora);

                var body = JsonSerializer.SerializeToUtf8Bytes(new { conversation_id = nora.ConversationId, sender_id = nora.Side.ToName(), content = text });
                using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

                using var sent = await nora.Http.PostAsync("/api/partner-messages/send", content, Ct);

                var answer = body.Length > ApiBody.MaxLength ? HttpStatusCode.RequestEntityTooLarge : error is null ? HttpStatusCode.OK : HttpStatusCode.BadRequest;
                Assert.Equal(answer, sent.StatusCode);
                Assert.Equal(before + (answer == HttpStatusCode.OK ? 1 : 0), await CountAsync(nora));
                if (answer != HttpStatusCode.OK) return;
                var message = (await sent.Content.ReadFromJsonAsync<JsonObject>(Ct))!["message"]!;
                Assert.Equal(expected, (string?)message["content"]);
                Assert.Equal(Encoding.UTF8.GetBytes(expected), await StoredAsync((Guid)message["id"]!));
                Assert.Equal(expected, await ReadLastAsync(sami));
            },
            iter: Campaign.Count(1_000), threads: 1);
    }

    private static async Task<string?> ReadLastAsync(ApiPartner by)
    {
        var page = await by.Http.GetFromJsonAsync<JsonObject>($"/api/partner-messages/messages?conversation_id={by.ConversationId}&limit=1", Ct);
        return (string?)page!["messages"]![0]!["content"];
    }

    private async Task<byte[]> StoredAsync(Guid id) => (byte[])(await ScalarAsync("SELECT convert_to(content, 'UTF8') FROM partner_messages WHERE id = $1", id))!;

    private async Task<long> CountAsync(ApiPartner of) => (long)(await ScalarAsync("SELECT count(*) FROM partner_messages WHERE conversation_id = $1", of.ConversationId))!;

    private async Task<object?> ScalarAsync(string sql, Guid id)
    {
        await using var command = server.Get<ChatDataSources>().Readers.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return await command.ExecuteScalarAsync(Ct);
    }
}
