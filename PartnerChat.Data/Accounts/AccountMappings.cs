using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PartnerChat.Data.Accounts;

internal static class AccountMappings
{
    /// <summary>The snake case convention names Identity's columns, not its tables.</summary>
    public static void MapAccounts(this ModelBuilder builder)
    {
        builder.Entity<ApplicationUser>(user =>
        {
            user.ToTable("users");
            user.Property(u => u.CreatedAt).HasDefaultValueSql("now()");
            user.Property(u => u.Language).HasMaxLength(16);
            // Serves the deletion job: what is left of deleted accounts.
            user.HasIndex(u => u.DeletedAt).HasFilter("deleted_at IS NOT NULL").HasDatabaseName("ix_users_deleted_at");
            // Serve the admin's list, which walks them both ways, and no row.
            user.HasIndex(u => new { u.NormalizedUserName, u.Id }).IncludeProperties(u => u.DeletedAt);
            user.HasIndex(u => new { u.CreatedAt, u.Id }).IncludeProperties(u => u.DeletedAt);
            user.HasIndex(u => new { u.LastSeenAt, u.Id }).IncludeProperties(u => u.DeletedAt);
            // Serves "who is locked".
            user.HasIndex(u => u.LockedAt).HasFilter("locked_at IS NOT NULL");
        });
        builder.Entity<IdentityRole<Guid>>().ToTable("roles");
        builder.Entity<IdentityUserRole<Guid>>().ToTable("user_roles");
        builder.Entity<IdentityUserClaim<Guid>>().ToTable("user_claims");
        builder.Entity<IdentityRoleClaim<Guid>>().ToTable("role_claims");
        builder.Entity<IdentityUserLogin<Guid>>().ToTable("user_logins");
        builder.Entity<IdentityUserToken<Guid>>().ToTable("user_tokens");
        builder.Entity<IdentityUserPasskey<Guid>>().ToTable("user_passkeys");
    }
}

internal sealed class UserSettingsMapping : IEntityTypeConfiguration<UserSettings>
{
    public void Configure(EntityTypeBuilder<UserSettings> builder)
    {
        builder.ToTable("user_settings", t =>
        {
            t.HasCheckConstraint("ck_user_settings_theme", "theme IN ('light', 'dark', 'system')");
            t.HasCheckConstraint("ck_user_settings_send_key", "send_key IN ('enter', 'ctrl_enter')");
        });
        builder.HasKey(s => s.UserId);
        builder.HasOne<ApplicationUser>().WithOne().HasForeignKey<UserSettings>(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AccountSessionMapping : IEntityTypeConfiguration<AccountSession>
{
    public void Configure(EntityTypeBuilder<AccountSession> builder)
    {
        builder.ToTable("account_sessions");
        builder.Property(s => s.Id).ValueGeneratedNever();
        // Serves "the sessions of this account".
        builder.HasIndex(s => s.UserId);
        builder.HasOne<ApplicationUser>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SocketTicketMapping : IEntityTypeConfiguration<SocketTicket>
{
    public void Configure(EntityTypeBuilder<SocketTicket> builder)
    {
        builder.ToTable("socket_tickets");
        builder.HasKey(t => t.Hash);
        builder.HasOne<AccountSession>().WithMany().HasForeignKey(t => t.SessionId).OnDelete(DeleteBehavior.Cascade);
    }
}
