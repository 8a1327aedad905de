using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Data.Relationships;

internal sealed class RelationshipMapping : IEntityTypeConfiguration<Relationship>
{
    public void Configure(EntityTypeBuilder<Relationship> builder)
    {
        builder.ToTable("relationships", t => t.HasCheckConstraint("ck_relationships_ended", "(ended_at IS NULL) = (ended_by IS NULL)"));
        builder.Property(r => r.EndedWithAccount).HasDefaultValue(false);
        // Serves the deletion job: what ended, the oldest first.
        builder.HasIndex(r => r.EndedAt).HasFilter("ended_at IS NOT NULL");
        builder.HasMany(r => r.Members).WithOne().HasForeignKey(m => m.RelationshipId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RelationshipMemberMapping : IEntityTypeConfiguration<RelationshipMember>
{
    public void Configure(EntityTypeBuilder<RelationshipMember> builder)
    {
        builder.ToTable("relationship_members", t =>
        {
            t.HasCheckConstraint("ck_relationship_members_side", "side IN ('partner_a', 'partner_b')");
            t.HasCheckConstraint("ck_relationship_members_display_name", "char_length(display_name) BETWEEN 1 AND 50");
        });
        builder.HasKey(m => new { m.RelationshipId, m.Side });
        builder.Property(m => m.DisplayName).HasMaxLength(RelationshipMember.MaxDisplayNameLength);
        builder.HasOne<ApplicationUser>().WithMany().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Restrict);
        // Serves "the relationship of this user", and holds that there is one at most.
        builder.HasIndex(m => m.UserId, "ux_relationship_members_live_user").IsUnique().HasFilter("left_at IS NULL").HasDatabaseName("ux_relationship_members_live_user");
        // Serves "what this user was in before".
        builder.HasIndex(m => m.UserId, "ix_relationship_members_user_id").HasDatabaseName("ix_relationship_members_user_id");
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations", t => t.HasCheckConstraint("ck_invitations_used", "(used_at IS NULL) = (used_by IS NULL)"));
        builder.HasIndex(i => i.CodeHash).IsUnique();
        // One open invitation a relationship: a new one takes the place of the former.
        builder.HasIndex(i => i.RelationshipId, "ux_invitations_open").IsUnique().HasFilter("used_at IS NULL AND voided_at IS NULL").HasDatabaseName("ux_invitations_open");
        // Serves the deletion of a relationship.
        builder.HasIndex(i => i.RelationshipId, "ix_invitations_relationship_id").HasDatabaseName("ix_invitations_relationship_id");
        builder.HasOne<Relationship>().WithMany().HasForeignKey(i => i.RelationshipId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ApplicationUser>().WithMany().HasForeignKey(i => i.UsedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
