using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PartnerChat.Web.Messaging;

public static class MessagingServices
{
    /// <summary>Registers the heart: service, writer, bus, presence.</summary>
    public static IServiceCollection AddMessaging(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<LimitOptions>().ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ConversationEventBus>();
        services.AddSingleton<Presence>();
        services.AddSingleton<MessageWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<MessageWriter>());
        services.AddSingleton<EndedConversations>();
        services.AddHostedService(provider => provider.GetRequiredService<EndedConversations>());
        services.AddSingleton<SharedFacts>();
        services.AddHostedService(provider => provider.GetRequiredService<SharedFacts>());
        services.AddSingleton<SettingsFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<SettingsFeed>());
        services.AddSingleton<SettingsService>();
        services.AddSingleton<MessageLimiter>();
        services.AddSingleton<ChatService>();
        services.AddSingleton<StarService>();
        services.AddSingleton<SearchLimiter>();
        services.AddSingleton<SearchService>();
        services.AddSingleton<SearchIndexer>();
        services.AddHostedService(provider => provider.GetRequiredService<SearchIndexer>());
        services.AddSingleton<ExportsUnderWay>();
        services.AddSingleton<ExportService>();
        services.AddSingleton<RelationshipService>();
        services.AddSingleton<RetentionService>();
        services.AddSingleton<ConversationDirectory>();
        services.AddSingleton<InspectionService>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<DeliveryTimes>();
        services.AddHostedService<ListingWorker>();
        return services;
    }
}
