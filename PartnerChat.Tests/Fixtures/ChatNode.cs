using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PartnerChat.Data;
using PartnerChat.Data.Conversations;
using PartnerChat.Web.Messaging;

namespace PartnerChat.Tests.Fixtures;

/// <summary>The heart of the app on a database, wired as the app wires it, without the web. Two on one database are two nodes.</summary>
internal sealed class ChatNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ChatNode(ServiceProvider services) => _services = services;

    public ChatService Chat => Get<ChatService>();

    public MessageWriter Writer => Get<MessageWriter>();

    public ConversationEventBus Bus => Get<ConversationEventBus>();

    public MessageStore Messages => Get<MessageStore>();

    public MessagePageStore Pages => Get<MessagePageStore>();

    public MessageWriteStore Store => Get<MessageWriteStore>();

    public NpgsqlDataSource Database => Get<ChatDataSources>().Readers;

    public static async Task<ChatNode> StartAsync(string connectionString, TimeProvider? time = null, Action<LimitOptions>? limit = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(time ?? TimeProvider.System);
        services.Configure<IdentityOptions>(options => options.UseIdentitySchema());
        services.AddChatDatabase(connectionString);
        services.AddMessaging().Configure(limit ?? (limits => limits.MessageBurst = 1_000_000));
        var node = new ChatNode(services.BuildServiceProvider());
        await node.Writer.StartAsync(CancellationToken.None);
        return node;
    }

    public static Task<ChatNode> StartAsync(TestDatabase database, TimeProvider? time = null, Action<LimitOptions>? limit = null) =>
        StartAsync(database.ConnectionString, time, limit);

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<ChatDbContext> OpenContextAsync(CancellationToken ct) =>
        await Get<IDbContextFactory<ChatDbContext>>().CreateDbContextAsync(ct);

    public async Task<int> ExecuteAsync(string sql, CancellationToken ct, params object[] values)
    {
        await using var command = Get<ChatDataSources>().Owner.CreateCommand(sql);
        // The app's patience is too short for what fills a database beside other tests.
        command.CommandTimeout = 120;
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>That user's conversation; there is one.</summary>
    public async Task<Visit> VisitAsync(Guid userId, CancellationToken ct)
    {
        var visit = await Chat.VisitAsync(userId, ct);
        Assert.Null(visit.Error);
        return visit.Value!;
    }

    /// <summary>A live session of that user from that cursor, being read.</summary>
    public async Task<SessionLog> FollowAsync(Guid userId, long after, CancellationToken ct) =>
        new(Chat.OpenSession(await VisitAsync(userId, ct), after));

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await Writer.StopAsync(patience.Token);
        await _services.DisposeAsync();
    }
}
