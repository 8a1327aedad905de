using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Relationships;
using PartnerChat.Tests.Fixtures;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Pictures;

/// <summary>Where a scene is played: a couple of its own, Nora at her window, what was said. Disposing it closes every window.</summary>
internal sealed class Stage(ChatServer server, ChromiumFixture chromium, Look look) : IAsyncDisposable
{
    private readonly Dictionary<string, Guid> _said = [];
    private readonly List<Partner> _partners = [];
    private TcpProxy? _line;
    private string _through = "";
    private SignedUpCouple? _couple;
    private Conversation? _conversation;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ChatServer Server => server;

    /// <summary>Between the server and its database, where that may be cut.</summary>
    public TcpProxy? Database { get; init; }

    public ChatService Chat => server.Get<ChatService>();

    /// <summary>Between Nora's window and the server.</summary>
    public TcpProxy Line => _line!;

    /// <summary>Whether an error on a console is a fault. Of what a picture shows it may be a part.</summary>
    public bool IsStrict { get; init; }

    public SignedUpCouple Couple => _couple!;

    public Guid Nora => _couple!.A.Id;

    public Guid Sami => _couple!.B.Id;

    /// <summary>The two, and what they have said, all of it read but the last <paramref name="unread"/>.</summary>
    public async Task TellAsync(IReadOnlyList<Line> lines, int unread = 0)
    {
        _couple ??= await server.NewCoupleAsync();
        _conversation ??= await Conversation.OfAsync(server, _couple);
        foreach (var line in lines) _said[line.Text] = await _conversation.SayAsync(line.IsOwn ? Nora : Sami, line.Text);
        await SetTimesAsync(lines);
        var id = (await ParticipantAsync(Nora)).ConversationId;
        var (all, read) = (_said.Count, _said.Count - unread);
        await server.Get<MessageWriteStore>().WriteAsync(
            new MessageBatch([], [new ReceiptRange(id, PartnerSide.A, 0, all, all, all), new ReceiptRange(id, PartnerSide.B, 0, read, read, read)]), Ct);
    }

    public Guid IdOf(string text) => _said[text];

    public Task<Participant> ParticipantAsync(Guid userId) => _conversation!.OfAsync(userId);

    public Task SayAsync(Guid userId, string content) => _conversation!.SayAsync(userId, content);

    public Task AnswerAsync(Guid userId, string answered, string content) => _conversation!.SayAsync(userId, content, IdOf(answered));

    /// <summary>Nora at her window, before what was said.</summary>
    public async Task<Partner> OpenAsync(params Line[] lines)
    {
        if (lines.Length > 0 || _couple is null) await TellAsync(lines);
        return await OpenAgainAsync();
    }

    /// <summary>Nora at another window.</summary>
    public async Task<Partner> OpenAgainAsync()
    {
        _line ??= TcpProxy.Before(new Uri(server.BaseUrl), out _through);
        return Keep(await Partner.SignInAsync(chromium, _through, _couple!.A, look.Apply));
    }

    /// <summary>Sami, who looks at nothing in particular.</summary>
    public async Task<Partner> JoinAsync() => Keep(await Partner.SignInAsync(chromium, server.BaseUrl, _couple!.B));

    /// <summary>A visitor at the landing page.</summary>
    public async Task<Partner> ArriveAsync() => Keep(await Partner.ArriveAsync(chromium, server.BaseUrl, look.Apply));

    public void CutDatabase() => Database!.Cut();

    /// <summary>Ends every sign-in of Nora's.</summary>
    public async Task EndSessionsAsync()
    {
        await using var command = server.Get<ChatDataSources>().Writers.CreateCommand("UPDATE users SET security_stamp = 'another' WHERE id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Nora });
        await command.ExecuteNonQueryAsync(Ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var partner in _partners)
        {
            partner.MayComplain = !IsStrict;
            await partner.DisposeAsync();
        }

        if (_line is not null) await _line.DisposeAsync();
    }

    private Partner Keep(Partner partner)
    {
        _partners.Add(partner);
        return partner;
    }

    private async Task SetTimesAsync(IReadOnlyList<Line> lines)
    {
        await using var command = server.Get<ChatDataSources>().Writers.CreateCommand(
            "UPDATE partner_messages m SET sent_at = t.at FROM unnest($1, $2) AS t(id, at) WHERE m.id = t.id");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. lines.Select(l => IdOf(l.Text))] });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]> { TypedValue = [.. Pictures.Line.Times(lines, DateTimeOffset.UtcNow).Select(t => t.UtcDateTime)] });
        await command.ExecuteNonQueryAsync(Ct);
    }
}
