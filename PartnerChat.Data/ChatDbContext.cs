using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using PartnerChat.Data.Accounts;
using PartnerChat.Data.Auditing;
using PartnerChat.Data.Conversations;
using PartnerChat.Data.Figures;
using PartnerChat.Data.Listings;
using PartnerChat.Data.Mail;
using PartnerChat.Data.Relationships;
using PartnerChat.Data.Retention;
using PartnerChat.Data.Search;

namespace PartnerChat.Data;

/// <summary>Everything that is stored. Held by a store for one operation, never by a component.</summary>
public sealed class ChatDbContext(DbContextOptions<ChatDbContext> options)
    : IdentityDbContext<ApplicationUser, IdentityRole<Guid>, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    public DbSet<AccountSession> AccountSessions => Set<AccountSession>();

    public DbSet<SocketTicket> SocketTickets => Set<SocketTicket>();

    public DbSet<UserSettings> UserSettings => Set<UserSettings>();

    public DbSet<Relationship> Relationships => Set<Relationship>();

    public DbSet<RelationshipMember> RelationshipMembers => Set<RelationshipMember>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<PartnerConversation> Conversations => Set<PartnerConversation>();

    public DbSet<PartnerMessage> Messages => Set<PartnerMessage>();

    public DbSet<MessageChange> MessageChanges => Set<MessageChange>();

    public DbSet<MessageEdit> MessageEdits => Set<MessageEdit>();

    public DbSet<MessageReaction> MessageReactions => Set<MessageReaction>();

    public DbSet<MessageStar> MessageStars => Set<MessageStar>();

    public DbSet<SearchBlock> SearchBlocks => Set<SearchBlock>();

    public DbSet<RetentionState> RetentionStates => Set<RetentionState>();

    public DbSet<Notice> Notices => Set<Notice>();

    public DbSet<ConversationListing> ConversationListings => Set<ConversationListing>();

    public DbSet<MessageDay> MessageDays => Set<MessageDay>();

    public DbSet<MessageQuarter> MessageQuarters => Set<MessageQuarter>();

    public DbSet<ServerSample> ServerSamples => Set<ServerSample>();

    public DbSet<AuditEntry> AuditEntries => Set<AuditEntry>();

    public DbSet<AuditReason> AuditReasons => Set<AuditReason>();

    public DbSet<QueuedMail> Mails => Set<QueuedMail>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.MapAccounts();
        builder.ApplyConfigurationsFromAssembly(typeof(ChatDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<PartnerSide>().HaveConversion<PartnerSideConverter>();
    }
}
