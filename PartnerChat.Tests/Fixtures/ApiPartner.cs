using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PartnerChat.Data.Relationships;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Fixtures;

/// <summary>A partner with a client of their own: signed in with a bearer token, speaking REST and sockets.</summary>
internal sealed class ApiPartner
{
    private readonly Uri _server;

    private ApiPartner(Uri server, TestAccount account, string token, Guid conversationId, PartnerSide side)
    {
        (_server, Account, Token, ConversationId, Side) = (server, account, token, conversationId, side);
        Http = new HttpClient { BaseAddress = server };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public TestAccount Account { get; }

    public string Token { get; }

    public Guid ConversationId { get; }

    public PartnerSide Side { get; }

    public HttpClient Http { get; }

    public static async Task<(ApiPartner A, ApiPartner B)> CoupleAsync(ChatServer server)
    {
        var couple = await server.NewCoupleAsync();
        var visit = await server.Get<ChatService>().VisitAsync(couple.A.Id, TestContext.Current.CancellationToken);
        var conversationId = visit.Value!.Participant.ConversationId;
        var address = new Uri(server.BaseUrl);
        return (await SignInAsync(address, couple.A, conversationId, PartnerSide.A), await SignInAsync(address, couple.B, conversationId, PartnerSide.B));
    }

    /// <summary>Two new accounts that came together, all by the API.</summary>
    public static async Task<(ApiPartner A, ApiPartner B)> RegisterCoupleAsync(Uri server)
    {
        var (a, b) = (await RegisterAsync(server), await RegisterAsync(server));
        var (first, second) = (await SignInAsync(server, a, Guid.Empty, PartnerSide.A), await SignInAsync(server, b, Guid.Empty, PartnerSide.B));
        var started = await first.PostAsync("/api/relationships", new { display_name = "Nora" });
        var joined = await second.PostAsync("/api/relationships/accept", new { invite_code = (string?)started["invite_code"], display_name = "Sami" });
        var conversation = await first.Http.GetFromJsonAsync<JsonObject>($"/api/partner-messages/conversation?relationship_id={joined["relationship_id"]}", TestContext.Current.CancellationToken);
        var id = (Guid)conversation!["id"]!;
        return (new ApiPartner(server, a, first.Token, id, PartnerSide.A), new ApiPartner(server, b, second.Token, id, PartnerSide.B));
    }

    public static async Task<ApiPartner> SignInAsync(Uri server, TestAccount account, Guid conversationId, PartnerSide side)
    {
        using var http = new HttpClient { BaseAddress = server };
        var answer = await http.PostAsJsonAsync("/api/auth/login", new { email = account.Email, password = Accounts.Password }, TestContext.Current.CancellationToken);
        var tokens = await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken);
        return new ApiPartner(server, account, (string)tokens!["accessToken"]!, conversationId, side);
    }

    /// <summary>The same on another device.</summary>
    public Task<ApiPartner> SignInAgainAsync() => SignInAsync(_server, Account, ConversationId, Side);

    /// <summary>The same through a proxy.</summary>
    public ApiPartner Through(string address) => new(new Uri(address), Account, Token, ConversationId, Side);

    /// <summary>The texts of the whole history, oldest first, page by page.</summary>
    public async Task<IReadOnlyList<string>> ReadHistoryAsync()
    {
        var texts = new List<string>();
        JsonObject page;
        var before = "";
        do
        {
            page = (await Http.GetFromJsonAsync<JsonObject>($"/api/partner-messages/messages?conversation_id={ConversationId}&limit=100{before}", TestContext.Current.CancellationToken))!;
            texts.InsertRange(0, page["messages"]!.AsArray().Select(m => (string)m!["content"]!));
            before = $"&before={page["oldest_timestamp"]}";
        }
        while ((bool)page["has_more"]!);
        return texts;
    }

    /// <summary>Opens a socket, from that cursor if one is named, and waits until it is live.</summary>
    public async Task<SocketClient> ListenAsync(long? after = null, bool isReading = true)
    {
        var client = await SocketClient.ConnectAsync(SocketAddress(after), o => o.SetRequestHeader("Authorization", $"Bearer {Token}"), isReading);
        if (isReading) await client.WaitForAsync("presence");
        return client;
    }

    public Uri SocketAddress(long? after = null) =>
        SocketAddress($"conversation_id={ConversationId}&partner_id={Side.ToName()}{(after is { } a ? $"&after={a}" : "")}");

    public Uri SocketAddress(string query) =>
        new UriBuilder(_server) { Scheme = "ws", Path = "/api/realtime/partner-chat", Query = query }.Uri;

    /// <summary>Sends by REST; the stored message.</summary>
    public async Task<JsonObject> SendAsync(string content, Guid? clientMessageId = null) =>
        (await PostAsync("/api/partner-messages/send", new { conversation_id = ConversationId, sender_id = Side.ToName(), content, client_message_id = clientMessageId }))["message"]!.AsObject();

    private static async Task<TestAccount> RegisterAsync(Uri server)
    {
        using var http = new HttpClient { BaseAddress = server };
        var email = $"{Guid.NewGuid():N}@example.org";
        var answer = await http.PostAsJsonAsync("/api/auth/register", new { email, password = Accounts.Password }, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return new TestAccount(Guid.Empty, email);
    }

    private async Task<JsonObject> PostAsync(string path, object body)
    {
        var answer = await Http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
    }
}
