using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PartnerChat.Data.Accounts;

namespace PartnerChat.Data.Relationships;

internal sealed class RelationshipMapping : IEntityTypeConfiguration<Relationship>
{
    public void Configure(EntityTypeBuilder<Relationship> builder)
    {
        builder.ToTable("relationships", t => t.HasCheckConstraint("ck_relationships_ended", "(ended_at IS NULL) = (ended_by IS NULL)"));
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
        builder.HasIndex(m => m.UserId).IsUnique().HasFilter("left_at IS NULL").HasDatabaseName("ux_relationship_members_live_user");
    }
}

internal sealed class InvitationMapping : IEntityTypeConfiguration<Invitation>
{
    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable("invitations", t => t.HasCheckConstraint("ck_invitations_used", "(used_at IS NULL) = (used_by IS NULL)"));
        builder.HasIndex(i => i.CodeHash).IsUnique();
        // One open invitation a relationship: a new one takes the place of the former.
        builder.HasIndex(i => i.RelationshipId).IsUnique().HasFilter("used_at IS NULL AND voided_at IS NULL").HasDatabaseName("ux_invitations_open");
        builder.HasOne<Relationship>().WithMany().HasForeignKey(i => i.RelationshipId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<ApplicationUser>().WithMany().HasForeignKey(i => i.UsedBy).OnDelete(DeleteBehavior.Restrict);
    }
}
