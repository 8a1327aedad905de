using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Exporting;
using PartnerChat.Data.Figures;
using PartnerChat.Data.Listings;
using PartnerChat.Data.Mail;
using PartnerChat.Data.Relationships;
using PartnerChat.Data.Retention;
using PartnerChat.Data.Search;

namespace PartnerChat.Data;

/// <summary>The one place that says how the database is spoken to.</summary>
public static class ChatDatabase
{
    // Identity reads its schema version from the application's services. Where there are none (design time, tests) it would
    // fall back to version 1, which has no table of passkeys.
    private static readonly IServiceProvider IdentityServices =
        new ServiceCollection().Configure<IdentityOptions>(UseIdentitySchema).BuildServiceProvider();

    /// <summary>Makes Identity use the schema that our migrations have: version 3, with passkeys.</summary>
    public static void UseIdentitySchema(this IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    /// <summary>Registers the contexts and the stores on that database.</summary>
    public static IServiceCollection AddChatDatabase(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new ChatDataSources(connectionString));
        services.AddPooledDbContextFactory<ChatDbContext>((provider, options) =>
            Configure(options, provider.GetRequiredService<ChatDataSources>().Readers));
        services.AddSingleton<AccountSessionStore>();
        services.AddSingleton<AccountListStore>();
        services.AddSingleton<AccountAdminStore>();
        services.AddSingleton<FirstAdminStore>();
        services.AddSingleton<DeviceStore>();
        services.AddSingleton<SecondFactorStore>();
        services.AddSingleton<PasskeyStore>();
        services.AddSingleton<SocketTicketStore>();
        services.AddSingleton<UserSettingsStore>();
        services.AddSingleton<AccountDeletionStore>();
        services.AddSingleton<RetentionStore>();
        services.AddSingleton<ConversationEraseStore>();
        services.AddSingleton<RelationshipStore>();
        services.AddSingleton<ConversationStore>();
        services.AddSingleton<ConversationListStore>();
        services.AddSingleton<ListingStore>();
        services.AddSingleton<MessageCountStore>();
        services.AddSingleton<SampleStore>();
        services.AddSingleton<ConversationFactsStore>();
        services.AddSingleton<NoticeStore>();
        services.AddSingleton<MessageStore>();
        services.AddSingleton<MessagePageStore>();
        services.AddSingleton<MessageWriteStore>();
        services.AddSingleton<MessageActionStore>();
        services.AddSingleton<MessageEditStore>();
        services.AddSingleton<MessageStarStore>();
        services.AddSingleton<MessageMarkStore>();
        services.AddSingleton<MailStore>();
        services.TryAddSingleton<IPartingMail, NoPartingMail>();
        services.AddSingleton<ExportStore>();
        services.AddSingleton<SearchStore>();
        services.AddSingleton<SearchIndexStore>();
        services.AddSingleton<InspectionStore>();
        services.AddSingleton<AuditLogStore>();
        return services;
    }

    /// <summary>Options for a context outside of an application: design time, tests.</summary>
    public static DbContextOptions<ChatDbContext> OptionsFor(DbDataSource dataSource)
    {
        var builder = new DbContextOptionsBuilder<ChatDbContext>();
        Configure(builder, dataSource);
        builder.UseApplicationServiceProvider(IdentityServices);
        return builder.Options;
    }

    private static void Configure(DbContextOptionsBuilder builder, DbDataSource dataSource) =>
        builder.UseNpgsql(dataSource).UseSnakeCaseNamingConvention();
}
