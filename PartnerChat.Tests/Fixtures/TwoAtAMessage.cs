using Microsoft.Playwright;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Fixtures;

/// <summary>What is said in a couple's conversation without a browser.</summary>
internal sealed class Conversation(ChatService chat, Guid conversationId)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<Conversation> OfAsync(ChatServer server, SignedUpCouple couple) =>
        new(server.Get<ChatService>(), (await server.Get<ChatService>().VisitAsync(couple.A.Id, Ct)).Value!.Participant.ConversationId);

    public async Task<Participant> OfAsync(Guid userId) => (await chat.VisitAsync(userId, conversationId, Ct)).Value!.Participant;

    /// <summary>As if what was said had been said a minute earlier: it cannot be taken back any more, so that deleting it leaves a tombstone.</summary>
    public async Task AgeAsync(ChatServer server, CancellationToken ct)
    {
        await using var command = server.Get<ChatDataSources>().Writers.CreateCommand("UPDATE partner_messages SET sent_at = sent_at - interval '1 minute' WHERE conversation_id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = conversationId });
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<Guid> SayAsync(Guid userId, string content, Guid? answered = null) =>
        (await chat.SendAsync(await OfAsync(userId), new SendMessage(content, null, answered), Ct)).Value!.Message.Id;
}

/// <summary>Two partners who both see what Nora has written.</summary>
internal sealed class TwoAtAMessage : IAsyncDisposable
{
    private readonly Dictionary<string, Guid> _ids = [];
    private readonly ChatServer _server;
    private readonly SignedUpCouple _couple;
    private readonly Conversation _conversation;

    private TwoAtAMessage(ChatServer server, SignedUpCouple couple, Conversation conversation) => (_server, _couple, _conversation) = (server, couple, conversation);

    public required Partner Nora { get; init; }

    public required Partner Sami { get; init; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static Task<TwoAtAMessage> OpenAsync(ChatServer server, ChromiumFixture chromium, params string[] byNora) => OpenAsync(server, chromium, null, byNora);

    public static async Task<TwoAtAMessage> OpenAsync(ChatServer server, ChromiumFixture chromium, Action<BrowserNewContextOptions>? noras, params string[] byNora)
    {
        var couple = await server.NewCoupleAsync();
        var conversation = await Conversation.OfAsync(server, couple);
        var ids = new List<Guid>();
        foreach (var text in byNora) ids.Add(await conversation.SayAsync(couple.A.Id, text));
        await conversation.AgeAsync(server, Ct);
        // What is deleted at once leaves nothing: these are older.
        await using (var age = server.Get<ChatDataSources>().Readers.CreateCommand("UPDATE partner_messages SET sent_at = sent_at - interval '1 minute' WHERE id = ANY($1)"))
        {
            age.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
            await age.ExecuteNonQueryAsync(Ct);
        }

        var nora = Partner.SignInAsync(chromium, server.BaseUrl, couple.A, noras);
        var sami = Partner.SignInAsync(chromium, server.BaseUrl, couple.B);
        var two = new TwoAtAMessage(server, couple, conversation) { Nora = await nora, Sami = await sami };
        for (var i = 0; i < byNora.Length; i++) two._ids[byNora[i]] = ids[i];
        // Sami has them: what is done now is done to messages that change no more.
        await Assertions.Expect(two.Nora.Page.Locator("li[data-seq]").Last).Not.ToHaveAttributeAsync("data-status", "sent");
        return two;
    }

    public async Task EditAsync(string text, string content) =>
        Assert.Null((await _server.Get<ChatService>().EditAsync(await _conversation.OfAsync(_couple.A.Id), _ids[text], content, Ct)).Error);

    public async Task DeleteAsync(string text) =>
        Assert.Null((await _server.Get<ChatService>().DeleteAsync(await _conversation.OfAsync(_couple.A.Id), _ids[text], Ct)).Error);

    public Task AnswerAsync(string answered, string content) => _conversation.SayAsync(_couple.B.Id, content, _ids[answered]);

    public async ValueTask DisposeAsync()
    {
        await Nora.DisposeAsync();
        await Sami.DisposeAsync();
    }
}
