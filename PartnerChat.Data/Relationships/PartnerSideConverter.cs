using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace PartnerChat.Data.Relationships;

internal sealed class PartnerSideConverter() : ValueConverter<PartnerSide, string>(side => side.ToName(), name => PartnerSides.Parse(name));
