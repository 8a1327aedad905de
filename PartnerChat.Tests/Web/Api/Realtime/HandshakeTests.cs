using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Web.Api.Realtime;

/// <summary>Who gets a socket.</summary>
public sealed class HandshakeTests(ChatServer server, PostgresFixture postgres) : IClassFixture<ChatServer>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("conversation_id=x&partner_id=partner_a")]
    [InlineData("conversation_id={0}")]
    [InlineData("conversation_id={0}&partner_id=nora")]
    [InlineData("conversation_id={0}&partner_id=partner_a&after=-1")]
    [InlineData("conversation_id={0}&partner_id=partner_a&after=x")]
    [InlineData("conversation_id={0}&partner_id=partner_a&after=1")]
    public async Task Query_ThatIsNone_Is400(string query)
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);

        Assert.Equal(HttpStatusCode.BadRequest, await RefusedAsync(nora.SocketAddress(query.Replace("{0}", nora.ConversationId.ToString(), StringComparison.Ordinal)), nora.Token));
    }

    [Fact]
    public async Task NobodySignedIn_Is401()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);

        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(nora.SocketAddress(), token: null));
    }

    [Fact]
    public async Task Conversation_OfOthersOrOfNobody_Is404()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        var (stranger, _) = await ApiPartner.CoupleAsync(server);
        var absent = $"conversation_id={Guid.NewGuid()}&partner_id=partner_a";

        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(nora.SocketAddress(), stranger.Token));
        Assert.Equal(HttpStatusCode.NotFound, await RefusedAsync(nora.SocketAddress(absent), nora.Token));
    }

    [Fact]
    public async Task Side_OfTheOther_Is403()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);

        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync(nora.SocketAddress(), sami.Token));
    }

    [Fact]
    public async Task Relationship_Ended_Is409()
    {
        var (nora, sami) = await ApiPartner.CoupleAsync(server);
        await server.Get<RelationshipService>().EndAsync(nora.Account.Id, Ct);

        Assert.Equal(HttpStatusCode.Conflict, await RefusedAsync(sami.SocketAddress(), sami.Token));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task Origin_OfElsewhere_Is403WhateverElseItCarries(string origin)
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);

        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync(nora.SocketAddress(), nora.Token, origin));
        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync(nora.SocketAddress(), token: null, origin));
    }

    [Fact]
    public async Task Ticket_UsedOnce_OpensTheSocketAndIsUsedUp()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        var answer = await nora.Http.PostAsync("/api/realtime/ticket", null, Ct);
        var ticket = await answer.Content.ReadFromJsonAsync<JsonObject>(Ct);
        var address = new Uri($"{nora.SocketAddress()}&ticket={ticket!["ticket"]}");

        await using (var socket = await SocketClient.ConnectAsync(address, _ => { })) await socket.WaitForAsync("presence");

        Assert.Equal(30, (int?)ticket["expires_in"]);
        Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync(address, token: null));
    }

    [Fact]
    public async Task Sockets_OneMoreThanAUserMayHave_Is429UntilOneGoes()
    {
        await using var strict = await StrictServerAsync(nameof(LimitOptions.SocketsPerUser), 2);
        var (nora, sami) = await ApiPartner.CoupleAsync(strict);
        await using var first = await nora.ListenAsync();
        await using var second = await nora.ListenAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, await RefusedAsync(nora.SocketAddress(), nora.Token));
        await using (await sami.ListenAsync()) await first.CloseAsync();
        await Eventually.HoldsAsync(async () => await TryListenAsync(nora), Ct);
    }

    [Fact]
    public async Task Messages_FasterThanTheLimit_AreRefusedWithTheirIdAndTakenLater()
    {
        await using var strict = await StrictServerAsync(nameof(LimitOptions.MessageBurst), 3);
        strict.Limits[nameof(LimitOptions.MessagesPerSecond)] = 1;
        var (nora, _) = await ApiPartner.CoupleAsync(strict);
        await using var socket = await nora.ListenAsync();

        for (var i = 0; i < 3; i++) await socket.SayAsync($"{i}");
        var tooFast = await socket.SayAsync("too fast");
        var error = await socket.WaitForAsync("error");
        await Eventually.HoldsAsync(async () =>
        {
            await socket.SayAsync("too fast", tooFast);
            return socket.Of("message_sent").Count() > 3;
        }, Ct);

        Assert.Equal(("rate_limited", tooFast), ((string?)error["code"], (Guid)error["client_message_id"]!));
        Assert.Equal(["0", "1", "2", "too fast"], await nora.ReadHistoryAsync());
    }

    [Fact]
    public async Task Path_WithASlashAtTheEnd_IsTheSameSocket()
    {
        var (nora, _) = await ApiPartner.CoupleAsync(server);
        var address = new UriBuilder(nora.SocketAddress()) { Path = "/api/realtime/partner-chat/" }.Uri;

        await using var socket = await SocketClient.ConnectAsync(address, o => o.SetRequestHeader("Authorization", $"Bearer {nora.Token}"));

        await socket.WaitForAsync("presence");
    }

    [Fact]
    public async Task Handshakes_OneMoreThanAMinuteHas_Is429()
    {
        await using var strict = await StrictServerAsync(nameof(LimitOptions.SocketsPerMinute), 3);
        var (nora, _) = await ApiPartner.CoupleAsync(strict);

        for (var i = 0; i < 3; i++) await (await nora.ListenAsync()).DisposeAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, await RefusedAsync(nora.SocketAddress(), nora.Token));
    }

    private async Task<ChatServer> StrictServerAsync(string limit, int value)
    {
        var strict = new ChatServer(postgres);
        await strict.InitializeAsync();
        strict.Limits[limit] = value;
        return strict;
    }

    private static async Task<bool> TryListenAsync(ApiPartner partner)
    {
        try
        {
            await (await partner.ListenAsync()).DisposeAsync();
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private static async Task<HttpStatusCode> RefusedAsync(Uri address, string? token, string? origin = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (token is not null) socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, Ct));
        return socket.HttpStatusCode;
    }
}
